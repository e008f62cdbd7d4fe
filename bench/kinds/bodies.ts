// Bodies to handlers: what a message costs when each arrives in a chunk of its own, and in bulk.
import { digestOf } from '../contenders/delivered.js';
import { BODY_READERS, OURS } from '../contenders/names.js';
import { readingOn } from '../engines/engine.js';
import { streamOf } from '../fixtures/stream.js';
import { compare, EVEN, QUICK, type Reading } from '../measuring/compare.js';
import { meanLines, meansOf, ratioIn, sampleIn, type Cell } from '../measuring/ratios.js';
import { percent, short, table } from '../measuring/table.js';
import { forEachWorkload, requireSame, type Figures, type Occasion } from './kind.js';

/** `undefined`: one event per chunk. */
const CHUNK_BYTES = [undefined, 64 * 1024];
const STREAM_BYTES = 1024 * 1024;
const QUICK_STREAM_BYTES = 8 * 1024;

const OTHERS = BODY_READERS.filter((name) => name !== OURS);

interface BodyCell extends Cell {
  readonly messages: number;
}

export async function measureBodies(occasion: Occasion): Promise<Figures> {
  const { quick } = occasion;
  const cells: BodyCell[] = [];
  await forEachWorkload(occasion, BODY_READERS, async (workload, stages) => {
    const bytes = quick ? QUICK_STREAM_BYTES : STREAM_BYTES;
    const { messages } = streamOf(workload, bytes);
    const expected = digestOf(messages);
    for (const chunkBytes of CHUNK_BYTES) {
      const task = { workload: workload.name, bytes, chunkBytes };
      for (const [contender, stage] of stages) {
        const got = await stage.perform('digestBody', { ...task, contender });
        const delivers = contender !== 'reading and dropping';
        requireSame(contender, workload.name, got, delivers ? expected : digestOf([]));
      }
      const performances = [...stages].map(([contender, stage]) => {
        const perform = (times: number): Promise<Reading> =>
          readingOn(stage, () => stage.perform('timeBodies', { ...task, contender, times }));
        return [contender, perform] as const;
      });
      const samples = await compare(new Map(performances), quick ? QUICK : EVEN);
      const milliseconds = Object.fromEntries(samples);
      const chunks = chunkBytes === undefined ? {} : { chunkBytes };
      cells.push({ workload: workload.name, messages: messages.length, milliseconds, ...chunks });
    }
  });
  const [events, bulk] = CHUNK_BYTES.map((chunkBytes) =>
    tableOf(cells.filter((cell) => cell.chunkBytes === chunkBytes)),
  );
  return {
    text: `one event per chunk\n${events?.text ?? ''}\n\n64 KiB per chunk\n${bulk?.text ?? ''}`,
    data: { cells, events: events?.data, bulk: bulk?.data },
  };
}

function tableOf(cells: readonly BodyCell[]): Figures {
  const means = meansOf(cells, OTHERS, 'thread');
  const rows = cells.map((cell) => {
    const { median, spread } = sampleIn(cell, OURS, 'thread');
    const ratios = OTHERS.map((name) => short(ratioIn(cell, name, 'thread')));
    return [cell.workload, short((median * 1000) / cell.messages), percent(spread), ...ratios];
  });
  const head = ['', 'µs a message', 'spread', ...OTHERS.map((name) => `× ${name}`)];
  return { text: `${table([head, ...rows])}\n\n${meanLines(means)}`, data: means };
}
