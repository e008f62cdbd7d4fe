// `npm run chaos [-- seconds [seed]]`: reads streams in Chromium from a server that fails by plan, over HTTP/1.1, and tells what came
// of them. `npm test` does the same for a few seconds.
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepare } from '../building/prepare.mjs';
import { onPath } from '../setup/detect.mjs';
import { tool } from '../setup/toolchain.mjs';
import { runMain } from '../support/entry.mjs';
import { say, step } from '../support/progress.mjs';
import { UserError } from '../support/user-error.mjs';

const DEFAULT_SECONDS = '600';
const MESSAGES = 500;
const LARGEST_GROWTH = 2 * 1024 * 1024;

await runMain(async () => {
  const [seconds = DEFAULT_SECONDS, seed = String(Date.now() % 1_000_000)] = process.argv.slice(2);
  if (!/^[1-9]\d*$/.test(seconds) || !/^\d+$/.test(seed)) {
    throw new UserError(
      `Expected a number of seconds and a seed, got "${seconds}" and "${seed}": npm run chaos -- 600 1`,
    );
  }
  const { toolchain, compiler } = await prepare('test');
  const { buildPackage } = await import('../building/package.mjs');
  await buildPackage(compiler);
  const { program } = tool(toolchain, 'Chromium');
  // A driver starts browsers by path; it does not search PATH.
  process.env.CHROMIUM_PATH = isAbsolute(program) ? program : await onPath(program, process.env);
  const { bundled } = await import('../../tests/js/chaos/bundle.mjs');
  /** @type {typeof import('../../tests/js/chaos/chromium.js')} */
  const { chaosInChromium } = await import(
    pathToFileURL(await bundled('chromium.ts', 'node')).href
  );

  say(`Seed ${seed}: npm run chaos -- ${seconds} ${seed} makes the same plan`);
  const end = performance.now() + Number(seconds) * 1000;
  const figures = await step(`Reading streams for ${seconds} s`, () =>
    chaosInChromium({
      backend: 'wasm',
      seed: Number(seed),
      messages: MESSAGES,
      goesOn: () => performance.now() < end,
    }),
  );
  const { faults, ...others } = figures;
  for (const [name, value] of [...Object.entries(others), ...Object.entries(faults)]) {
    say(`${name.padEnd(28)} ${Array.isArray(value) ? JSON.stringify(value) : value}`);
  }
  const { lost, twice, outOfOrder } = figures;
  const { invented, crowded, wrongRequests, miscounted, endured, complaints } = figures;
  const wrong = [invented, crowded, wrongRequests, miscounted, endured, complaints].some(
    (list) => list.length > 0,
  );
  const { socketsLeft, mostLive, streamsAtOnce, heapGrown } = figures;
  const kept = socketsLeft > 0 || mostLive > streamsAtOnce || heapGrown > LARGEST_GROWTH;
  if (lost + twice + outOfOrder > 0 || wrong || kept) {
    throw new UserError('A message, a connection or memory is not where it should be: see above.');
  }
});
