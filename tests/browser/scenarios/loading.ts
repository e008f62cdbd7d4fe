// Where the package loads, and with which runtime: in pages and workers, under policies, with and
// without WebAssembly.
import { expect } from 'vitest';
import type { EnginePage } from '../support/engine.js';
import type { Context } from '../support/loading-files.js';
import {
  MESSAGES,
  startLoadingSite,
  type LoadingSite,
  type SiteOptions,
} from '../support/loading-site.js';
import type { Failure, Visit } from '../support/visitor.js';

export type OpenAnyPage = () => Promise<EnginePage>;

/** Blocks WebAssembly. */
export const STRICT = "default-src 'self'; script-src 'self'";
/** The one violation under STRICT. */
export const REFUSAL = 'script-src wasm-eval';

/** Where the package may use `import()`. */
export const IMPORTING_CONTEXTS: Context[] = [
  'window, module',
  'window, classic script',
  'dedicated worker, module',
  'dedicated worker, classic script',
  'shared worker, module',
];
export const SERVICE_WORKERS: Context[] = [
  'service worker, module',
  'service worker, classic script',
];

const STREAMS = 3;
const CALLS_OF_READY = 5;

/** A visit to a site of its own, in a page of its own. */
export async function visitSite(
  openPage: OpenAnyPage,
  options: SiteOptions,
): Promise<{ site: LoadingSite; visit: Visit; page: EnginePage }> {
  const site = await startLoadingSite(options);
  const page = await openPage();
  await site.open(page);
  return { site, visit: await site.visit(page), page };
}

/**
 * Every stream is complete, and there are no requests, reports or console output but those listed
 * here.
 */
export function expectStreams(
  { site, visit }: { site: LoadingSite; visit: Visit },
  context: Context,
  backend: 'wasm' | 'js',
  violations: string[] = [],
  reports = violations,
): void {
  const numbers = Array.from({ length: STREAMS }, (_, index) => index + 1);
  expect(visit).toEqual({
    streams: numbers.map(() => MESSAGES),
    backends: Array.from({ length: CALLS_OF_READY }, () => backend),
    failures: [],
    violations,
    printed: [],
  });
  expect(site.bodies).toEqual(numbers.map(() => '问题 🎈'));
  expect(site.reports).toEqual(reports);
  expect([...site.requests].sort()).toEqual(
    [
      ...filesOf(context),
      ...(backend === 'js' ? ['GET /fallback.js'] : []),
      ...numbers.flatMap((number) => [
        `POST /stream?${number}`,
        ...MESSAGES.map(() => `GET /more?${number}`),
      ]),
    ].sort(),
  );
}

function filesOf(context: Context): string[] {
  const built = context.endsWith('module')
    ? ['/index.js', '/shared.js']
    : ['/post-event-source.global.js'];
  const worker = context.startsWith('window') ? [] : ['/worker.js'];
  return ['/', '/before.js', '/script.js', ...worker, ...built].map((path) => `GET ${path}`);
}

/** Each stream and each call of `ready` has failed, with an error that names both reasons. */
export function expectNoRuntime(failures: Failure[]): void {
  expect(failures).toHaveLength(STREAMS + CALLS_OF_READY);
  for (const { name, message, causes } of failures) {
    expect(name).toBe('RuntimeUnavailableError');
    expect(causes).toEqual([
      expect.stringMatching(/WebAssembly/),
      expect.stringMatching(/^TypeError: .*import/i),
    ]);
    for (const cause of causes) expect(message).toContain(cause);
  }
}
