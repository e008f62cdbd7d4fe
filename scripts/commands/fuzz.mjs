// `npm run fuzz [-- seconds [bytes]]`: compares the parser with the reference on inputs that libFuzzer invents, one process
// per core. Not part of `npm test`, which replays the corpus.
import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { buildNative } from '../building/cmake.mjs';
import { ensureToolchain } from '../setup/toolchain.mjs';
import { show } from '../support/command.mjs';
import { inRoot } from '../support/paths.mjs';
import { UserError } from '../support/user-error.mjs';

/**
 * Short inputs reach nearly all branches, and run five times as often as long ones.
 * @param {readonly string[]} words
 */
export async function main([seconds = '1800', bytes = '64']) {
  if (![seconds, bytes].every((number) => /^[1-9]\d*$/.test(number))) {
    throw new UserError(
      `Expected seconds and bytes, got "${seconds} ${bytes}": npm run fuzz -- 600 64`,
    );
  }
  const folder = await buildNative('fuzz', await ensureToolchain('fuzz'));
  const found = join(folder, 'corpus');
  await mkdir(found, { recursive: true });
  console.log(`Fuzzing for ${seconds} s; what ends a run is written to ${folder}`);
  // Processes that share a folder, because libFuzzer's own -fork spends most of the time on starting processes.
  const codes = await Promise.all(
    Array.from({ length: availableParallelism() }, () =>
      show([
        join(folder, 'tests', 'fuzz', 'event_stream_fuzzer'),
        `-max_total_time=${seconds}`,
        `-max_len=${bytes}`,
        `-dict=${inRoot('tests', 'fuzz', 'event-stream.dict')}`,
        `-artifact_prefix=${folder}/`,
        ...['-reload=60', '-verbosity=0', '-print_final_stats=1'],
        found,
        inRoot('tests', 'fuzz', 'corpus'),
      ]),
    ),
  );
  if (codes.some((code) => code !== 0)) {
    throw new UserError(
      'The parser and the reference differ, or a sanitizer found a fault: see above.',
    );
  }
}
