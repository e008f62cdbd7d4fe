// Bodies to handlers: the cost of a message that arrives in a chunk of its own, and in bulk.
import { BODY_READERS, OURS } from '../contenders/names.js';
import { meanLines, meansOf, ratioIn, sampleIn } from '../measuring/ratios.js';
import { percent, short, table } from '../measuring/table.js';
import { cellsOf, inBothChunkings, type BodyCell } from './body-cells.js';
import type { Figures, RunOptions } from './kind.js';

const READERS = BODY_READERS.map(
  (name) =>
    ({
      name,
      delivers: name === 'reading and dropping' ? 'nothing' : 'messages',
    }) as const,
);
const OTHERS = BODY_READERS.filter((name) => name !== OURS);

export async function measureBodies(options: RunOptions): Promise<Figures> {
  return inBothChunkings(await cellsOf(options, options.workloads, () => READERS), tableOf);
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
