// Whole responses in a page, from the request to the last message, over loopback.
import { digestOf } from '../contenders/delivered.js';
import { OURS, READERS } from '../contenders/names.js';
import { readingOn } from '../engines/engine.js';
import { streamOf } from '../fixtures/stream.js';
import { compare, QUICK, type Pace, type Reading } from '../measuring/compare.js';
import {
  meanLines,
  meansOf,
  ratioIn,
  sampleIn,
  type Cell,
  type Measure,
} from '../measuring/ratios.js';
import { percent, short, table } from '../measuring/table.js';
import { forEachWorkload, requireSame, type Figures, type RunOptions } from './kind.js';

const RESPONSE_BYTES = 8 * 1024 * 1024;
const CHECKED_BYTES = 256 * 1024;
const QUICK_BYTES = 16 * 1024;

const PACE: Pace = {
  rounds: 15,
  fewestRounds: 2,
  readingMilliseconds: 0,
  warmUpMilliseconds: 400,
  budgetMilliseconds: 4000,
};

const OTHERS = READERS.filter((name) => name !== OURS);

export async function measureResponses(options: RunOptions): Promise<Figures> {
  const { engine, quick } = options;
  const cells: Cell[] = [];
  await forEachWorkload(options, options.workloads, READERS, async (workload, runners) => {
    const checked = quick ? QUICK_BYTES : CHECKED_BYTES;
    const expected = digestOf(streamOf(workload, checked).messages);
    const checkedUrl = engine.urlOf(workload.name, checked);
    const url = engine.urlOf(workload.name, quick ? QUICK_BYTES : RESPONSE_BYTES);
    for (const [contender, runner] of runners) {
      const got = await runner.run('digestResponse', { contender, url: checkedUrl });
      const delivers = contender !== 'reading and dropping';
      requireSame(contender, workload.name, got, delivers ? expected : digestOf([]));
    }
    const runs = [...runners].map(([contender, runner]) => {
      const run = (times: number): Promise<Reading> =>
        readingOn(runner, () => runner.run('timeResponses', { contender, url, times }));
      return [contender, run] as const;
    });
    const samples = await compare(new Map(runs), quick ? QUICK : PACE);
    cells.push({ workload: workload.name, milliseconds: Object.fromEntries(samples) });
  });
  const [clock, thread] = [tableOf(cells, 'clock'), tableOf(cells, 'thread')];
  return {
    text: `by the clock\n${clock.text}\n\nby the work of the page's thread\n${thread.text}`,
    data: { cells, clock: clock.data, thread: thread.data },
  };
}

function tableOf(cells: readonly Cell[], by: Measure): Figures {
  const means = meansOf(cells, OTHERS, by);
  const rows = cells.map((cell) => {
    const { median, spread } = sampleIn(cell, OURS, by);
    const ratios = OTHERS.map((name) => short(ratioIn(cell, name, by)));
    return [cell.workload, short(median), percent(spread), ...ratios];
  });
  const head = ['', 'ms', 'spread', ...OTHERS.map((name) => `× ${name}`)];
  return { text: `${table([head, ...rows])}\n\n${meanLines(means)}`, data: means };
}
