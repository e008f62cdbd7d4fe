// The chaos test in Chromium, as long as `npm test` can wait, or as `npm run chaos` says.
import { expect, test, vi } from 'vitest';
import { chaosInChromium, type ChromiumFigures } from '../js/chaos/chromium.js';

/** By this one, first attempts stall: in silence, and with comments alone, before the first message and after some. */
const SEED = 1846;
const MEBIBYTE = 1024 * 1024;

/** What `npm run chaos` sets. */
const SECONDS = Number(process.env.CHAOS_SECONDS ?? 0);
const OTHER_SEED = Number(process.env.CHAOS_SEED ?? SEED);

// Much work, on a machine that may have other work.
vi.setConfig({ testTimeout: 120_000 + SECONDS * 1000 });

function expectNothingLost(figures: ChromiumFigures, messages: number): void {
  expect(figures).toMatchObject({
    messages: figures.rounds * figures.streamsAtOnce * messages,
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
  expect(figures.mostLive).toBeLessThanOrEqual(figures.streamsAtOnce);
}

if (SECONDS > 0) {
  test(`five streams of an origin, by seed ${OTHER_SEED}`, async () => {
    const end = performance.now() + SECONDS * 1000;

    const figures = await chaosInChromium({
      backend: 'wasm',
      seed: OTHER_SEED,
      messages: 500,
      goesOn: () => performance.now() < end,
    });

    console.log(figures);
    expectNothingLost(figures, 500);
    expect(figures.heapGrown).toBeLessThan(2 * MEBIBYTE);
  });
}

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

    expect(figures).toMatchObject({ backend, rounds: 3, streamsAtOnce: 5 });
    expectNothingLost(figures, 200);
    expect(figures.faults['stall for good']).toBeGreaterThanOrEqual(1);
    expect(figures.faults['stall, kept alive']).toBeGreaterThanOrEqual(2);
    expect(figures.heapGrown).toBeLessThan(MEBIBYTE);
  },
);
