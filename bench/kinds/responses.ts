// Whole responses in a page, from the request to the last message, over loopback.
import { digestOf } from '../contenders/delivered.js';
import { OURS, READERS } from '../contenders/names.js';
import { streamOf } from '../fixtures/stream.js';
import { compare, QUICK, type Pace } from '../measuring/compare.js';
import { meanLines, meansOf, ratioIn, sampleIn, type Cell } from '../measuring/ratios.js';
import { percent, short, table } from '../measuring/table.js';
import { forEachWorkload, requireSame, type Figures, type Occasion } from './kind.js';

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

export async function measureResponses(occasion: Occasion): Promise<Figures> {
  const { engine, quick } = occasion;
  const cells: Cell[] = [];
  await forEachWorkload(occasion, READERS, async (workload, stages) => {
    const checked = quick ? QUICK_BYTES : CHECKED_BYTES;
    const expected = digestOf(streamOf(workload, checked).messages);
    const checkedUrl = engine.urlOf(workload.name, checked);
    const url = engine.urlOf(workload.name, quick ? QUICK_BYTES : RESPONSE_BYTES);
    for (const [contender, stage] of stages) {
      const got = await stage.perform('digestResponse', { contender, url: checkedUrl });
      const delivers = contender !== 'reading and dropping';
      requireSame(contender, workload.name, got, delivers ? expected : digestOf([]));
    }
    const performances = [...stages].map(([contender, stage]) => {
      const perform = async (times: number): Promise<number> =>
        (await stage.perform('timeResponses', { contender, url, times })).milliseconds;
      return [contender, perform] as const;
    });
    const samples = await compare(new Map(performances), quick ? QUICK : PACE);
    cells.push({ workload: workload.name, milliseconds: Object.fromEntries(samples) });
  });
  const means = meansOf(cells, OTHERS);
  const rows = cells.map((cell) => {
    const { median, spread } = sampleIn(cell, OURS);
    const ratios = OTHERS.map((name) => short(ratioIn(cell, name)));
    return [cell.workload, short(median), percent(spread), ...ratios];
  });
  const head = ['', 'ms', 'spread', ...OTHERS.map((name) => `× ${name}`)];
  return { text: `${table([head, ...rows])}\n\n${meanLines(means)}`, data: { cells, means } };
}
