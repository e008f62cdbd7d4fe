// core/ alone, without WebAssembly and without strings: Google Benchmark over the same streams.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../../scripts/support/command.mjs';
import { inRoot } from '../../scripts/support/paths.mjs';
import { streamOf } from '../fixtures/stream.js';
import type { Workload } from '../fixtures/workloads.js';
import { geometricMean } from '../measuring/statistics.js';
import { kibibytes, percent, short, table } from '../measuring/table.js';
import type { Figures } from './kind.js';

/** The program has the same list. */
const CHUNK_BYTES = [65536, 16384, 1024];
const STREAM_BYTES = 4 * 1024 * 1024;
const QUICK_STREAM_BYTES = 16 * 1024;
const REPETITIONS = 9;
/** In seconds. */
const QUICK_TIME = 0.001;
const TIME = 0.05;

/** Google Benchmark's figures for the repetitions of one benchmark. */
interface Aggregate {
  readonly run_name: string;
  readonly aggregate_name: string;
  readonly bytes_per_second: number;
}

/** `program`: the built benchmark. */
export async function measureNative(
  program: string,
  workloads: readonly Workload[],
  quick: boolean,
): Promise<Figures> {
  const folder = inRoot('build', 'bench', 'streams');
  await mkdir(folder, { recursive: true });
  const files: string[] = [];
  for (const workload of workloads) {
    const file = join(folder, workload.name);
    await writeFile(file, streamOf(workload, quick ? QUICK_STREAM_BYTES : STREAM_BYTES).bytes);
    files.push(file);
  }
  const report = join(folder, 'report.json');
  await run([
    program,
    `--benchmark_repetitions=${quick ? 2 : REPETITIONS}`,
    `--benchmark_min_time=${quick ? QUICK_TIME : TIME}`,
    '--benchmark_enable_random_interleaving=true',
    '--benchmark_report_aggregates_only=true',
    `--benchmark_out=${report}`,
    '--benchmark_out_format=json',
    ...files,
  ]);
  const { benchmarks } = JSON.parse(await readFile(report, 'utf8')) as { benchmarks: Aggregate[] };
  return figuresOf(benchmarks, workloads);
}

function figuresOf(benchmarks: readonly Aggregate[], workloads: readonly Workload[]): Figures {
  const valueOf = (name: string, aggregate: string): number =>
    benchmarks.find((one) => one.run_name === name && one.aggregate_name === aggregate)
      ?.bytes_per_second ?? NaN;
  const cells = workloads.flatMap(({ name: workload }) =>
    CHUNK_BYTES.map((chunkBytes) => {
      const name = `${workload}/${chunkBytes}`;
      const bytesPerSecond = valueOf(name, 'median');
      return { workload, chunkBytes, bytesPerSecond, deviation: valueOf(name, 'cv') };
    }),
  );
  const rows = cells.map(({ workload, chunkBytes, bytesPerSecond, deviation }) => [
    workload,
    kibibytes(chunkBytes),
    short(bytesPerSecond / 1e9),
    percent(deviation),
  ]);
  const mean = geometricMean(cells.map(({ bytesPerSecond }) => bytesPerSecond));
  const head = ['', 'chunk', 'GB/s', 'deviation'];
  return {
    text: `${table([head, ...rows])}\n\ngeometric mean ${short(mean / 1e9)} GB/s`,
    data: { cells, mean },
  };
}
