// `npm run fuzz [-- seconds]`: compares the parser with the reference on inputs that libFuzzer invents, one process a core.
// Not part of `npm test`, which replays the corpus.
import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { buildTree, folderOf } from '../building/cmake.mjs';
import { ensureToolchain, tool } from '../setup/toolchain.mjs';
import { withBuildLock } from '../support/build-lock.mjs';
import { show } from '../support/command.mjs';
import { runMain } from '../support/entry.mjs';
import { inRoot } from '../support/paths.mjs';
import { say, step } from '../support/progress.mjs';
import { UserError } from '../support/user-error.mjs';

const DEFAULT_SECONDS = '1800';

await runMain(async () => {
  const [seconds = DEFAULT_SECONDS] = process.argv.slice(2);
  if (!/^[1-9]\d*$/.test(seconds)) {
    throw new UserError(`Expected a number of seconds, got "${seconds}": npm run fuzz -- 600`);
  }
  const { program, version } = tool(await ensureToolchain('fuzz'), 'Clang with libFuzzer');
  const folder = folderOf('fuzz');
  const found = join(folder, 'corpus');
  await step('Building', () =>
    withBuildLock(() =>
      buildTree({
        preset: 'fuzz',
        settings: [`-DCMAKE_CXX_COMPILER=${program}`],
        compiler: `${program} ${version}`,
      }),
    ),
  );
  await mkdir(found, { recursive: true });
  say(`Fuzzing for ${seconds} s; what ends a run is written to ${folder}`);
  const code = await show([
    join(folder, 'tests', 'fuzz', 'event_stream_fuzzer'),
    `-fork=${availableParallelism()}`,
    `-max_total_time=${seconds}`,
    `-dict=${inRoot('tests', 'fuzz', 'event-stream.dict')}`,
    `-artifact_prefix=${folder}/`,
    '-max_len=2048',
    found,
    inRoot('tests', 'fuzz', 'corpus'),
  ]);
  if (code !== 0) {
    throw new UserError(
      'The parser and the reference differ, or a sanitizer found a fault: see above.',
    );
  }
});
