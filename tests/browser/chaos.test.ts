// The chaos test in Chromium. `npm test` runs a short version, `npm run chaos` a longer one.
import { expect, test, vi } from 'vitest';
import { chaosInChromium, type ChromiumFigures } from '../js/chaos/chromium.js';

/**
 * With this seed, first attempts stall: silent or with only comments, before the first message and
 * after some.
 */
const SEED = 1846;
const MEBIBYTE = 1024 * 1024;

/** Set by `npm run chaos`. */
const SECONDS = Number(process.env.CHAOS_SECONDS ?? 0);
const OTHER_SEED = Number(process.env.CHAOS_SEED ?? SEED);

// Long loops that also have to finish on a busy machine.
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
  test(`chaos: five streams of one origin, seed ${OTHER_SEED}`, async () => {
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
