// Work that must stay linear: a stream that grows, and one long line in many small chunks.
import { OURS, PARSERS, type ParserName } from '../contenders/names.js';
import { onRunners, readingOn, type Runner } from '../engines/engine.js';
import { compare, QUICK, type Pace, type Reading, type Samples } from '../measuring/compare.js';
import { percent, short, table } from '../measuring/table.js';
import type { Figures, RunOptions } from './kind.js';

const MEBIBYTE = 1024 * 1024;
const CHUNK_BYTES = 64 * 1024;
const STREAM_MEBIBYTES = [1, 2, 4, 8, 16, 32, 64];
const QUICK_STREAM_MEBIBYTES = [1, 2];

const LINE_BYTES = 8 * MEBIBYTE;
const QUICK_LINE_BYTES = 64 * 1024;
/** The payload of an Ethernet frame. */
const SMALL_CHUNK_BYTES = 1460;

const PACE: Pace = {
  rounds: 9,
  fewestRounds: 1,
  readingMilliseconds: 20,
  warmUpMilliseconds: 200,
  budgetMilliseconds: 4000,
};

const CONTENDERS = PARSERS.filter((name) => name !== 'TextDecoder');

export async function measureScale(options: RunOptions): Promise<Figures> {
  return onRunners(options.engine, CONTENDERS, async (runners) => {
    const growth = await measureGrowth(runners, options);
    const line = await measureLine(runners, options);
    return {
      text: `${growth.text}\n\n${line.text}`,
      data: { growth: growth.data, line: line.data },
    };
  });
}

async function measureGrowth(
  runners: ReadonlyMap<ParserName, Runner>,
  { quick, progress }: RunOptions,
): Promise<Figures> {
  const rows: { mebibytes: number; milliseconds: Record<string, Samples> }[] = [];
  for (const mebibytes of quick ? QUICK_STREAM_MEBIBYTES : STREAM_MEBIBYTES) {
    progress(`a stream of ${mebibytes} MiB`);
    const runs = [...runners].map(([contender, runner]) => {
      const task = { workload: 'openai', bytes: MEBIBYTE, chunkBytes: CHUNK_BYTES };
      const run = (passes: number): Promise<Reading> => {
        const timed = { ...task, contender, passes, repeats: mebibytes };
        return readingOn(runner, () => runner.run('timeChunks', timed));
      };
      return [contender, run] as const;
    });
    const samples = await compare(new Map(runs), quick ? QUICK : PACE);
    rows.push({ mebibytes, milliseconds: Object.fromEntries(samples) });
  }
  const cells = rows.map(({ mebibytes, milliseconds }) => [
    `OpenAI chunks, ${mebibytes} MiB`,
    ...CONTENDERS.map((name) => short((milliseconds[name]?.thread.median ?? NaN) / mebibytes)),
    percent(milliseconds[OURS]?.thread.spread ?? NaN),
  ]);
  const head = ['milliseconds a MiB', ...CONTENDERS, 'spread'];
  return { text: table([head, ...cells]), data: rows };
}

async function measureLine(
  runners: ReadonlyMap<ParserName, Runner>,
  { quick, progress }: RunOptions,
): Promise<Figures> {
  const bytes = quick ? QUICK_LINE_BYTES : LINE_BYTES;
  const rows: { chunkBytes: number; milliseconds: Record<string, Samples> }[] = [];
  // The stream is one event: its line, the name of its field, and its line ends.
  for (const chunkBytes of [bytes * 2, SMALL_CHUNK_BYTES]) {
    progress(`one line in chunks of ${chunkBytes} bytes`);
    const runs = [...runners].map(([contender, runner]) => {
      const task = { workload: `line-${bytes}`, bytes, chunkBytes };
      const run = (passes: number): Promise<Reading> => {
        const timed = { ...task, contender, passes, repeats: 1 };
        return readingOn(runner, () => runner.run('timeChunks', timed));
      };
      return [contender, run] as const;
    });
    const samples = await compare(new Map(runs), quick ? QUICK : PACE);
    rows.push({ chunkBytes, milliseconds: Object.fromEntries(samples) });
  }
  const cells = rows.map(({ chunkBytes, milliseconds }) => [
    chunkBytes > bytes ? 'in one chunk' : `in chunks of ${chunkBytes} bytes`,
    ...CONTENDERS.map((name) => short(milliseconds[name]?.thread.median ?? NaN)),
  ]);
  const head = [`one line of ${bytes / 1024} KiB, milliseconds`, ...CONTENDERS];
  return { text: table([head, ...cells]), data: rows };
}
