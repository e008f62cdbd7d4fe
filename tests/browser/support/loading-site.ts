// A site that loads the built package, streams to it, and records every request and violation
// report.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { serve } from '../../support/test-server.js';
import type { EnginePage } from './engine.js';
import { filesFor, type Context, type LoadingFiles } from './loading-files.js';
import type { Visit } from './visitor.js';

/**
 * The chunks of every stream. A chunk is sent when the page has the message before it, and two of
 * them end within a character.
 */
const STREAM = Buffer.from(
  'event: greeting\nid: 1\ndata: hello\n\ndata: 你好\n\nid: 2\ndata: 🎉\n\n',
);
const CUTS = [STREAM.indexOf('你') + 1, STREAM.indexOf('🎉') + 2];
export const MESSAGES = [
  { event: 'greeting', id: '1', data: 'hello' },
  { event: '', id: '', data: '你好' },
  { event: '', id: '2', data: '🎉' },
];

export interface SiteOptions {
  context: Context;
  /** The Content Security Policy of the context of the package. */
  policy?: string;
  /**
   * Whether visits end with a request that the policy blocks: its report comes after all others.
   */
  marks?: boolean;
  /** Runs there before any other script. */
  before?: () => void;
}

export class LoadingSite {
  /**
   * Each as `method path`, in the order of arrival, except reports and the icon that some engines
   * request.
   */
  readonly requests: string[] = [];
  /** The requests for the streams. */
  readonly bodies: string[] = [];
  /** Violations, as `directive blocked`, except for the visitor's marks. */
  readonly reports: string[] = [];
  /** Whether `fallback.js` is served. */
  hasFallback = true;
  #url = '';
  #marks = 0;
  #marked: () => void = () => undefined;
  readonly #files: LoadingFiles;
  readonly #options: SiteOptions;
  /** The remaining chunks of each stream, by its number. */
  readonly #rests = new Map<string, { response: ServerResponse; chunks: Buffer[] }>();

  constructor(files: LoadingFiles, options: SiteOptions) {
    this.#files = files;
    this.#options = options;
  }

  async listen(): Promise<void> {
    const { url } = await serve((request, response) => void this.#answer(response, request));
    this.#url = url;
  }

  async open(page: EnginePage): Promise<void> {
    await page.goto(this.#url);
    // WebKitGTK's driver may take the end of an earlier load for the end of this one.
    let isThere = false;
    while (!isThere) {
      isThere = await page.evaluate(() => 'visit' in globalThis, undefined);
    }
  }

  /** The result of a visit in the open page, after its reports have arrived. */
  async visit(page: EnginePage): Promise<Visit> {
    const marks = this.#marks;
    const visit = await page.evaluate(() => globalThis.visit(), undefined);
    while (this.#options.marks && this.#marks === marks) {
      await new Promise<void>((resolve) => (this.#marked = resolve));
    }
    return JSON.parse(visit) as Visit;
  }

  async #answer(response: ServerResponse, request: IncomingMessage): Promise<void> {
    const { method = '', url = '' } = request;
    const [path = '', number = ''] = url.split('?');
    const body = await text(request);
    if (path === '/reports') {
      this.#keepReport(body);
      response.writeHead(204).end();
      return;
    }
    if (path === '/favicon.ico') {
      response.writeHead(204).end();
      return;
    }
    this.requests.push(`${method} ${url}`);
    if (path === '/stream') {
      this.bodies.push(body);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const chunks = [0, ...CUTS].map((start, index) => STREAM.subarray(start, CUTS[index]));
      this.#rests.set(number, { response, chunks });
      this.#sendChunk(number);
    } else if (path === '/more') {
      this.#sendChunk(number);
      response.writeHead(204).end();
    } else {
      this.#sendFile(path, response);
    }
  }

  #sendChunk(number: string): void {
    const rest = this.#rests.get(number);
    const chunk = rest?.chunks.shift();
    if (chunk !== undefined) rest?.response.write(chunk);
    if (rest?.chunks.length === 0) rest.response.end();
  }

  #sendFile(path: string, response: ServerResponse): void {
    const { contents, governed } = this.#files;
    const content = path === '/fallback.js' && !this.hasFallback ? undefined : contents.get(path);
    if (content === undefined) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader(
      'content-type',
      `text/${path === '/' ? 'html' : 'javascript'}; charset=utf-8`,
    );
    const { policy } = this.#options;
    if (policy !== undefined && path === governed) {
      response.setHeader('content-security-policy', `${policy}; report-uri /reports`);
    }
    response.end(content);
  }

  #keepReport(body: string): void {
    const { 'csp-report': report } = JSON.parse(body) as { 'csp-report': Record<string, string> };
    const blocked = report['blocked-uri'] ?? '';
    if (blocked.startsWith('http://mark-')) {
      this.#marks += 1;
      this.#marked();
    } else {
      this.reports.push(`${report['effective-directive'] ?? ''} ${blocked}`);
    }
  }
}

/** Closed when the test ends. */
export async function startLoadingSite(options: SiteOptions): Promise<LoadingSite> {
  const { context, marks = false, before = () => undefined } = options;
  const site = new LoadingSite(await filesFor(context, before, marks), options);
  await site.listen();
  return site;
}
