// The CPU time of this package's parser, by function. Runs only if it is selected by name, because
// it compares nothing.
import { mkdir, writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { inRoot, root } from '../../scripts/support/paths.mjs';
import { OURS } from '../contenders/names.js';
import { selfTimesOf, type SelfTime } from '../measuring/self-time.js';
import { percent } from '../measuring/table.js';
import type { Figures, RunOptions } from './kind.js';

const STREAM_BYTES = 4 * 1024 * 1024;
const QUICK_STREAM_BYTES = 64 * 1024;
const CHUNK_BYTES = 64 * 1024;
const MICROSECONDS = 200;
const WARM_UP_PASSES = 20;
const PASSES = 80;
const QUICK_PASSES = 20;
const LINES = 15;

export async function profileParsing(options: RunOptions): Promise<Figures> {
  const { engine, workloads, quick, progress } = options;
  const folder = inRoot('build', 'bench', 'profiles');
  await mkdir(folder, { recursive: true });
  const data: Record<string, readonly SelfTime[]> = {};
  const texts: string[] = [];
  for (const workload of workloads) {
    progress(workload.title);
    const runner = await engine.open();
    const bytes = quick ? QUICK_STREAM_BYTES : STREAM_BYTES;
    const task = {
      contender: OURS,
      workload: workload.name,
      bytes,
      chunkBytes: CHUNK_BYTES,
      repeats: 1,
    } as const;
    await runner.run('timeChunks', { ...task, passes: quick ? 1 : WARM_UP_PASSES });
    const profile = await runner.profile(MICROSECONDS, () =>
      runner.run('timeChunks', { ...task, passes: quick ? QUICK_PASSES : PASSES }),
    );
    await runner.close();
    const file = `${folder}/${engine.name}-${workload.name}.cpuprofile`;
    await writeFile(file, JSON.stringify(profile));
    const selfTimes = selfTimesOf(profile);
    data[workload.name] = selfTimes;
    const lines = selfTimes
      .slice(0, LINES)
      .map(({ name, part }) => `${percent(part).padStart(6)}  ${name}`);
    texts.push(`${workload.name} (${relative(root, file)})\n${lines.join('\n')}`);
  }
  return { text: texts.join('\n\n'), data };
}
