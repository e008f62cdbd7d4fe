// Measures readers of bodies: each stream with one event per chunk, as tokens arrive, and in bulk.
import { digestOf } from '../contenders/delivered.js';
import type { AnswerReaderName, BodyReaderName } from '../contenders/names.js';
import { readingOn, type Runner } from '../engines/engine.js';
import { streamOf } from '../fixtures/stream.js';
import type { Workload } from '../fixtures/workloads.js';
import { compare, EVEN, QUICK, type Reading } from '../measuring/compare.js';
import type { Cell } from '../measuring/ratios.js';
import { forEachWorkload, requireSame, type Figures, type RunOptions } from './kind.js';

type Name = AnswerReaderName | BodyReaderName;

/** `undefined`: one event per chunk. */
const CHUNK_BYTES = [undefined, 64 * 1024];
const STREAM_BYTES = 1024 * 1024;
const QUICK_STREAM_BYTES = 8 * 1024;

export interface BodyCell extends Cell {
  readonly messages: number;
}

export interface Reader<Contender extends Name> {
  readonly name: Contender;
  readonly delivers: 'messages' | 'text' | 'nothing';
}

/** Measures each of `readersOf(workload)` on every workload, in both chunkings. */
export async function cellsOf<Contender extends Name, Any extends Workload>(
  options: RunOptions,
  workloads: readonly Any[],
  readersOf: (workload: Any) => readonly Reader<Contender>[],
): Promise<BodyCell[]> {
  const { quick } = options;
  const bytes = quick ? QUICK_STREAM_BYTES : STREAM_BYTES;
  const cells: BodyCell[] = [];
  const names = [...new Set(workloads.flatMap(readersOf).map(({ name }) => name))];
  await forEachWorkload(options, workloads, names, async (workload, runners) => {
    const { messages, answer } = streamOf(workload, bytes);
    const expected = {
      messages: digestOf(messages),
      text: digestOf([{ id: '', event: '', data: answer }]),
      nothing: digestOf([]),
    };
    for (const chunkBytes of CHUNK_BYTES) {
      const task = { workload: workload.name, bytes, chunkBytes };
      const runs = new Map<Contender, (times: number) => Promise<Reading>>();
      for (const { name, delivers } of readersOf(workload)) {
        const runner = runnerOf(runners, name);
        const digest = delivers === 'text' ? 'digestText' : 'digestBody';
        const got = await runner.run(digest, { ...task, contender: name });
        requireSame(name, workload.name, got, expected[delivers]);
        runs.set(name, (times) =>
          readingOn(runner, () => runner.run('timeBodies', { ...task, contender: name, times })),
        );
      }
      const samples = await compare(runs, quick ? QUICK : EVEN);
      const milliseconds = Object.fromEntries(samples);
      const chunks = chunkBytes === undefined ? {} : { chunkBytes };
      cells.push({ workload: workload.name, messages: messages.length, milliseconds, ...chunks });
    }
  });
  return cells;
}

function runnerOf<Contender>(runners: ReadonlyMap<Contender, Runner>, name: Contender): Runner {
  const runner = runners.get(name);
  if (runner === undefined) {
    throw new RangeError(`Expected a runner for ${String(name)}`);
  }
  return runner;
}

export function inBothChunkings(
  cells: readonly BodyCell[],
  tableOf: (cells: readonly BodyCell[]) => Figures,
): Figures {
  const [events, bulk] = CHUNK_BYTES.map((chunkBytes) =>
    tableOf(cells.filter((cell) => cell.chunkBytes === chunkBytes)),
  );
  return {
    text: `one event per chunk\n${events?.text ?? ''}\n\n64 KiB per chunk\n${bulk?.text ?? ''}`,
    data: { cells, events: events?.data, bulk: bulk?.data },
  };
}
