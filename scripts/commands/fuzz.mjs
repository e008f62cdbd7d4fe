// `npm run fuzz [-- seconds [bytes [parser|shapes]]]`: compares the parser with the reference, or
// streams that are read with and without shapes, on inputs that libFuzzer generates, with one
// process per core. Not part of `npm test`.
import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { buildNative } from '../building/cmake.mjs';
import { ensureToolchain } from '../setup/toolchain.mjs';
import { show } from '../support/command.mjs';
import { inRoot } from '../support/paths.mjs';
import { UserError } from '../support/user-error.mjs';

/** @type {Readonly<Record<string, { program: string, corpus: string }>>} */
const TARGETS = {
  parser: { program: 'event_stream_fuzzer', corpus: 'corpus' },
  shapes: { program: 'shapes_fuzzer', corpus: 'shapes-corpus' },
};

/**
 * Short inputs reach nearly all branches, and run five times as often as long ones.
 * @param {readonly string[]} words
 */
export async function main([seconds = '1800', bytes = '64', name = 'parser']) {
  const target = TARGETS[name];
  if (![seconds, bytes].every((number) => /^[1-9]\d*$/.test(number)) || target === undefined) {
    throw new UserError(
      `Expected seconds, bytes, and parser or shapes, got "${seconds} ${bytes} ${name}": npm run fuzz -- 600 64 parser`,
    );
  }
  const folder = await buildNative('fuzz', await ensureToolchain('fuzz'));
  const found = join(folder, target.corpus);
  await mkdir(found, { recursive: true });
  console.log(`Fuzzing for ${seconds} s; what ends a run is written to ${folder}`);
  // Processes that share a folder, because libFuzzer's own -fork spends most of its time starting
  // processes.
  const codes = await Promise.all(
    Array.from({ length: availableParallelism() }, () =>
      show([
        join(folder, 'tests', 'fuzz', target.program),
        `-max_total_time=${seconds}`,
        `-max_len=${bytes}`,
        `-dict=${inRoot('tests', 'fuzz', 'event-stream.dict')}`,
        `-artifact_prefix=${folder}/`,
        ...['-reload=60', '-verbosity=0', '-print_final_stats=1'],
        found,
        inRoot('tests', 'fuzz', target.corpus),
      ]),
    ),
  );
  if (codes.some((code) => code !== 0)) {
    throw new UserError('Two results differ, or a sanitizer found a fault: see above.');
  }
}
