// `npm run chaos [-- seconds [seed]]`: reads streams in Chromium from a server that fails by plan, and prints what it counted.
// `npm test` does the same for a few seconds.
import { pathToFileURL } from 'node:url';
import { prepareAndBuild } from '../building/prepare.mjs';
import { toolPath } from '../setup/toolchain.mjs';
import { runMain } from '../support/entry.mjs';
import { say, step } from '../support/progress.mjs';
import { UserError } from '../support/user-error.mjs';

const LARGEST_GROWTH = 2 * 1024 * 1024;

await runMain(async () => {
  const [seconds = '600', seed = String(Date.now() % 1_000_000)] = process.argv.slice(2);
  if (!/^[1-9]\d*$/.test(seconds) || !/^\d+$/.test(seed)) {
    throw new UserError(
      `Expected a number of seconds and a seed, got "${seconds}" and "${seed}": npm run chaos -- 600 1`,
    );
  }
  process.env.CHROMIUM_PATH = await toolPath(await prepareAndBuild('test'), 'Chromium');
  const { bundled } = await import('../../tests/js/chaos/bundle.mjs');
  const script = pathToFileURL(await bundled('chromium.ts', 'node')).href;
  /** @type {typeof import('../../tests/js/chaos/chromium.js')} */
  const { chaosInChromium } = await import(script);

  say(`Seed ${seed}: npm run chaos -- ${seconds} ${seed} makes the same plan`);
  const end = performance.now() + Number(seconds) * 1000;
  const goesOn = () => performance.now() < end;
  const { faults, ...figures } = await step(`Reading streams for ${seconds} s`, () =>
    chaosInChromium({ backend: 'wasm', seed: Number(seed), messages: 500, goesOn }),
  );
  for (const [name, value] of Object.entries({ ...figures, ...faults })) {
    say(`${name.padEnd(28)} ${Array.isArray(value) ? JSON.stringify(value) : value}`);
  }
  const { lost, twice, outOfOrder, socketsLeft, mostLive, streamsAtOnce, heapGrown } = figures;
  const { invented, crowded, wrongRequests, miscounted, endured, complaints } = figures;
  const wrong = [invented, crowded, wrongRequests, miscounted, endured, complaints].flat();
  const isKept = mostLive > streamsAtOnce || heapGrown > LARGEST_GROWTH;
  if (lost + twice + outOfOrder + socketsLeft + wrong.length > 0 || isKept) {
    throw new UserError('A message, a connection or memory is not where it should be: see above.');
  }
});
