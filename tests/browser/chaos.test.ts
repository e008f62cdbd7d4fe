// The chaos test in Chromium, as long as `npm test` can wait; `npm run chaos` goes on.
import { expect, test, vi } from 'vitest';
import { chaosInChromium } from '../js/chaos/chromium.js';

// Much work, on a machine that may have other work.
vi.setConfig({ testTimeout: 120_000 });

/** By this one, first attempts stall: in silence, and with comments alone, before the first message and after some. */
const SEED = 1846;
const MEBIBYTE = 1024 * 1024;

test.each([
  ['WebAssembly', 'wasm'],
  ['the fallback', 'js'],
] as const)(
  'with %s, five streams of an origin arrive whole, in order and on one connection each, whatever the server does',
  async (_what, backend) => {
    let rounds = 1;

    const figures = await chaosInChromium({
      backend,
      seed: SEED,
      messages: 200,
      goesOn: () => rounds++ < 3,
    });

    expect(figures).toMatchObject({
      backend,
      messages: 3 * 5 * 200,
      lost: 0,
      twice: 0,
      outOfOrder: 0,
      invented: [],
      crowded: [],
      wrongRequests: [],
      miscounted: [],
      endured: [],
      complaints: [],
      socketsLeft: 0,
    });
    expect(figures.mostLive).toBeLessThanOrEqual(5);
    expect(figures.faults['stall for good']).toBeGreaterThanOrEqual(1);
    expect(figures.faults['stall, kept alive']).toBeGreaterThanOrEqual(2);
    expect(figures.heapGrown).toBeLessThan(MEBIBYTE);
  },
);
