// Bytes to messages: every workload in chunks of three sizes, through every parser.
import { digestOf } from '../contenders/delivered.js';
import { OURS, PARSERS, type ParserName } from '../contenders/names.js';
import { readingOn, type Runner } from '../engines/engine.js';
import { streamOf, type Stream } from '../fixtures/stream.js';
import type { Workload } from '../fixtures/workloads.js';
import { compare, EVEN, QUICK, type Reading } from '../measuring/compare.js';
import { meanLines, meansOf, ratioIn, sampleIn, type Cell } from '../measuring/ratios.js';
import { kibibytes, percent, short, table } from '../measuring/table.js';
import { forEachWorkload, requireSame, type Figures, type RunOptions } from './kind.js';

const CHUNK_BYTES = [64 * 1024, 16 * 1024, 1024];
const STREAM_BYTES = 4 * 1024 * 1024;
const QUICK_STREAM_BYTES = 16 * 1024;

const OTHERS = PARSERS.filter((name) => name !== OURS);

export async function measureParsing(options: RunOptions): Promise<Figures> {
  const cells: (Cell & { chunkBytes: number; bytes: number })[] = [];
  await forEachWorkload(options, options.workloads, PARSERS, async (workload, runners) => {
    const stream = streamOf(workload, options.quick ? QUICK_STREAM_BYTES : STREAM_BYTES);
    for (const chunkBytes of CHUNK_BYTES) {
      const milliseconds = await measureCell(runners, workload, stream, chunkBytes, options);
      const bytes = stream.bytes.length;
      cells.push({ workload: workload.name, chunkBytes, bytes, milliseconds });
    }
  });
  const means = meansOf(cells, OTHERS, 'thread');
  const byChunk = CHUNK_BYTES.map((chunkBytes) => ({
    chunkBytes,
    means: meansOf(
      cells.filter((cell) => cell.chunkBytes === chunkBytes),
      OTHERS,
      'thread',
    ),
  }));
  const rows = cells.map((cell) => {
    const { median, spread } = sampleIn(cell, OURS, 'thread');
    const speed = short(cell.bytes / median / 1000);
    const ratios = OTHERS.map((name) => short(ratioIn(cell, name, 'thread')));
    return [cell.workload, kibibytes(cell.chunkBytes), speed, percent(spread), ...ratios];
  });
  const head = ['', 'chunk', 'MB/s', 'spread', ...OTHERS.map((name) => `× ${name}`)];
  const ends = byChunk.map((part) => {
    const ratios = part.means.map(({ geometricMean }) => short(geometricMean));
    return ['geometric mean', kibibytes(part.chunkBytes), '', '', ...ratios];
  });
  return {
    text: `${table([head, ...rows, ...ends])}\n\n${meanLines(means)}`,
    data: { cells, means, byChunk },
  };
}

async function measureCell(
  runners: ReadonlyMap<ParserName, Runner>,
  workload: Workload,
  { bytes, messages }: Stream,
  chunkBytes: number,
  { quick }: RunOptions,
): Promise<Cell['milliseconds']> {
  const expected = digestOf(messages);
  const characters = new TextDecoder().decode(bytes).length;
  const task = { workload: workload.name, bytes: bytes.length, chunkBytes };
  for (const [contender, runner] of runners) {
    const got = await runner.run('digestChunks', { ...task, contender });
    const where = `${workload.name} in chunks of ${chunkBytes}`;
    if (contender === 'TextDecoder') {
      requireSame(contender, where, `${got.characters} characters`, `${characters} characters`);
    } else {
      requireSame(contender, where, got.messages, expected);
    }
  }
  const runs = [...runners].map(([contender, runner]) => {
    const run = (passes: number): Promise<Reading> => {
      const timed = { ...task, contender, passes, repeats: 1 };
      return readingOn(runner, () => runner.run('timeChunks', timed));
    };
    return [contender, run] as const;
  });
  const samples = await compare(new Map(runs), quick ? QUICK : EVEN);
  return Object.fromEntries(samples);
}
