// The chaos test in Chromium: round after round of five streams from one origin over HTTP/1.1, where six that are kept kill it.
import { readFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { chromium } from 'playwright-core';
import { inRoot } from '../../scripts/support/paths.mjs';
import { bundled } from './bundle.mjs';
import { sumOf, type Account } from './ledger.js';
import type {} from './page.js';
import { bodyFor, ChaosServer } from './server.js';

/** A browser gives an origin six connections. */
const STREAMS = 5;

export interface ChromiumOptions {
  readonly seed: number;
  /** Messages of each stream. */
  readonly messages: number;
  /** Whether another round follows. */
  readonly goesOn: () => boolean;
}

export interface ChromiumFigures extends Account {
  readonly rounds: number;
  readonly streamsAtOnce: number;
  readonly requests: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly mostLive: number;
  readonly crowded: readonly number[];
  readonly wrongRequests: readonly string[];
  /** What the page complained of. */
  readonly complaints: readonly string[];
  readonly socketsLeft: number;
  /** Of the page, after garbage has been collected, since the end of the first round. */
  readonly heapGrown: number;
}

export async function chaosInChromium(options: ChromiumOptions): Promise<ChromiumFigures> {
  const { seed, messages, goesOn } = options;
  const server = new ChaosServer({
    seed,
    messages,
    pause: () => new Promise((resolve) => setTimeout(resolve, 1)),
    otherwise: await pageListener(),
  });
  await server.listen();
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  });
  try {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(server.url);
    const session = await page.context().newCDPSession(page);
    const heap = async (): Promise<number> => {
      await session.send('HeapProfiler.collectGarbage');
      return (await session.send('Runtime.getHeapUsage')).usedSize;
    };
    const accounts: Account[] = [];
    let heapBefore: number | undefined;
    for (let first = 0; first === 0 || goesOn(); first += STREAMS) {
      const streams = Array.from({ length: STREAMS }, (_, index) => first + index);
      const round = {
        seed,
        messages,
        streams: streams.map((stream) => [stream, bodyFor(stream)] as const),
      };
      accounts.push(...(await page.evaluate((given) => globalThis.readRound(given), round)));
      heapBefore ??= await heap();
    }
    const heapGrown = (await heap()) - (heapBefore ?? 0);
    const socketsLeft = await server.drained().then(
      () => 0,
      () => server.openSockets,
    );
    const { requests, faults, mostLive, crowded, wrongRequests } = server;
    const counted = { requests, faults, mostLive, crowded, wrongRequests };
    const rounds = accounts.length / STREAMS;
    const streamsAtOnce = STREAMS;
    return {
      ...sumOf(accounts),
      rounds,
      streamsAtOnce,
      ...counted,
      complaints,
      socketsLeft,
      heapGrown,
    };
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Serves the page, its script and the built package. */
async function pageListener(): Promise<RequestListener> {
  const script = await readFile(await bundled('page.ts', 'browser'));
  const library = await readFile(inRoot('dist', 'index.js'));
  const html =
    '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>';
  return ({ url }, response) => {
    const [type, content] =
      url === '/page.js' || url === '/index.js'
        ? ['text/javascript', url === '/page.js' ? script : library]
        : ['text/html', html];
    response.writeHead(200, { 'content-type': type }).end(content);
  };
}
