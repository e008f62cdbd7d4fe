// The chaos test in Chromium: rounds of five streams from one origin over HTTP/1.1, which six
// leaked connections would block.
import { readFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import type { Backend } from '../../../js/src/index.js';
import { inRoot } from '../../../scripts/support/paths.mjs';
import { bundled } from './bundle.mjs';
import { openChromium } from './hidden-page.js';
import { sumOf, type Account } from './ledger.js';
import type { StreamEnd } from './page.js';
import { Random } from './random.js';
import { bodyFor } from './requests.js';
import { ChaosServer } from './server.js';

/** A browser opens at most six connections to an origin. */
const STREAMS = 5;

export interface ChromiumOptions {
  readonly seed: number;
  /** Messages of each stream. */
  readonly messages: number;
  /** Whether another round follows. */
  readonly goesOn: () => boolean;
  /** What runs the parser in the page: without WebAssembly it is the fallback. */
  readonly backend: Backend;
}

export interface ChromiumFigures extends Account {
  /** The result of a page. */
  readonly backend: Backend;
  readonly rounds: number;
  readonly streamsAtOnce: number;
  readonly requests: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly mostLive: number;
  readonly crowded: readonly number[];
  readonly wrongRequests: readonly string[];
  /** Calls whose attempts are not those that the server has counted. */
  readonly miscounted: readonly string[];
  /** Streams stalled for good that no timeout ended. */
  readonly endured: readonly number[];
  /** How often a watching call had no connection because its page was hidden. */
  readonly hidden: number;
  /** Errors of the page. */
  readonly complaints: readonly string[];
  readonly socketsLeft: number;
  /** Growth of the page's heap since the end of the first round, after garbage collection. */
  readonly heapGrown: number;
}

export async function chaosInChromium(options: ChromiumOptions): Promise<ChromiumFigures> {
  const { seed, messages, goesOn, backend } = options;
  const server = new ChaosServer({
    seed,
    messages,
    pause: () => new Promise((resolve) => setTimeout(resolve, 1)),
    otherwise: await pageListener(backend),
  });
  await server.listen();
  const { page, heap, hiddenAtTimes, close } = await openChromium(server.url);
  try {
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    const ends: StreamEnd[] = [];
    let heapBefore: number | undefined;
    for (let first = 0; first === 0 || goesOn(); first += STREAMS) {
      const streams = Array.from({ length: STREAMS }, (_, index) => first + index);
      const round = {
        seed,
        messages,
        streams: streams.map((stream) => [stream, bodyFor(stream)] as const),
      };
      const reading = page.evaluate((options) => globalThis.readRound(options), round);
      ends.push(...(await hiddenAtTimes(reading, new Random(seed, first, 3))));
      heapBefore ??= await heap();
    }
    const heapGrown = (await heap()) - (heapBefore ?? 0);
    const socketsLeft = await server.drained().then(
      () => 0,
      () => server.openSockets,
    );
    const { requests, stalls, faults, mostLive, crowded } = server;
    return {
      backend: await page.evaluate(() => globalThis.backend()),
      ...sumOf(ends.map(({ account }) => account)),
      rounds: ends.length / STREAMS,
      streamsAtOnce: STREAMS,
      requests: requests.count,
      faults,
      mostLive,
      crowded,
      wrongRequests: requests.wrong,
      miscounted: ends.flatMap(({ stream, calls }) => requests.miscounted(stream, calls)),
      endured: stalls.endured,
      hidden: ends.flatMap(({ calls }) => calls).reduce((sum, { hidden }) => sum + hidden, 0),
      complaints,
      socketsLeft,
      heapGrown,
    };
  } finally {
    await close();
    await server.close();
  }
}

/** Serves the page, its script and the built package. */
async function pageListener(backend: Backend): Promise<RequestListener> {
  const content = new Map([['/page.js', await readFile(await bundled('page.ts', 'browser'))]]);
  for (const name of ['index.js', 'shared.js', 'fallback.js']) {
    content.set(`/${name}`, await readFile(inRoot('dist', name)));
  }
  const html = [
    '<!doctype html><link rel="icon" href="data:,">',
    ...(backend === 'js' ? ['<script>delete globalThis.WebAssembly</script>'] : []),
    '<script type="module" src="/page.js"></script>',
  ].join('');
  return ({ url = '' }, response) => {
    const script = content.get(url);
    const type = script === undefined ? 'text/html' : 'text/javascript';
    response.writeHead(200, { 'content-type': type }).end(script ?? html);
  };
}
