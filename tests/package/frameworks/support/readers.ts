// All readers: each API of the package in Node and in Chromium, on a page of another origin, and
// native EventSource.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { useChromium } from '../../../browser/support/chromium.js';
import { serve } from '../../../support/test-server.js';
import { Reading, type Order, type Step, type Way } from './reading.js';

declare global {
  /** In the page. */
  var startReading: (way: Way, order: Order) => void;
  /** The reading that has been started. */
  var reading: Reading;
}

/** A stream that is being read, in Node or in a page. */
export interface RemoteReading {
  end(): Promise<Step[]>;
  received(count: number): Promise<void>;
}

export interface Reader {
  readonly name: string;
  readonly read: (order: Order) => Promise<RemoteReading>;
}

const ours: readonly Way[] = ['fetchEventSource', 'eventStream', 'EventSource'];

export interface Readers {
  /** The readers that can send any request. */
  readonly ours: readonly Reader[];
  readonly native: Reader;
  readonly all: readonly Reader[];
}

/**
 * For a test file. Each reading in Chromium has a page of its own, which is closed when the test
 * ends.
 */
export function useReaders(): Readers {
  const { openPage } = useChromium();
  const inNode = (way: Way): Reader => ({
    name: `${way} in Node`,
    read: async (order) => new Reading(way, order),
  });
  const inChromium = (way: Way): Reader => ({
    name: `${way} in Chromium`,
    read: async (order) => {
      const page = await openPage();
      await page.goto(await servePage());
      await page.evaluate((order) => globalThis.startReading(...order), [way, order] as const);
      return {
        end: () => page.evaluate(() => globalThis.reading.end()),
        received: (count) => page.evaluate((wanted) => globalThis.reading.received(wanted), count),
      };
    },
  });
  const native = inChromium('native EventSource');
  const able = [...ours.map(inNode), ...ours.map(inChromium)];
  return { ours: able, native, all: [...able, native] };
}

let script: Promise<string> | undefined;

async function servePage(): Promise<string> {
  script ??= bundlePage();
  const code = await script;
  const site = await serve(({ url }, response) => {
    const [type, text] =
      url === '/page.js'
        ? ['javascript', code]
        : [
            'html',
            '<!doctype html><link rel="icon" href="data:,"><script src="/page.js"></script>',
          ];
    response.writeHead(200, { 'content-type': `text/${type}; charset=utf-8` }).end(text);
  });
  return site.url;
}

async function bundlePage(): Promise<string> {
  const entry = fileURLToPath(new URL('page.ts', import.meta.url));
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    logLevel: 'warning',
  });
  return outputFiles[0]?.text ?? '';
}
