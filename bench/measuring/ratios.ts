// How many times as long the others took as this package: in a cell, and as means over many cells.
import { OURS } from '../contenders/names.js';
import type { Samples } from './compare.js';
import { geometricMean, type Sample } from './statistics.js';
import { short } from './table.js';

/** One setting, in which every contender was measured. */
export interface Cell {
  readonly workload: string;
  /** For workloads that are measured in chunks of several sizes. */
  readonly chunkBytes?: number;
  /** Milliseconds, by contender. */
  readonly milliseconds: Readonly<Record<string, Samples>>;
}

export interface Mean {
  readonly contender: string;
  readonly geometricMean: number;
  /** The same of the quickest readings: far from the other, the machine had other work. */
  readonly ofMinima: number;
  readonly lowest: number;
  readonly lowestIn: string;
}

/** What the ratios are of: the clock, or the work of the thread. */
export type Measure = keyof Samples;

export function ratioIn(cell: Cell, contender: string, by: Measure): number {
  return sampleIn(cell, contender, by).median / sampleIn(cell, OURS, by).median;
}

export function sampleIn(cell: Cell, contender: string, by: Measure): Sample {
  const samples = cell.milliseconds[contender];
  if (samples === undefined) {
    throw new RangeError(`Expected ${contender} to have been measured`);
  }
  return samples[by];
}

/** Above 1, this package is the faster one. */
export function meansOf(cells: readonly Cell[], others: readonly string[], by: Measure): Mean[] {
  return others.map((contender) => {
    const ratios = cells.map((cell) => ratioIn(cell, contender, by));
    const lowest = Math.min(...ratios);
    const cell = cells[ratios.indexOf(lowest)];
    const chunks = cell?.chunkBytes === undefined ? '' : ` in chunks of ${cell.chunkBytes}`;
    return {
      contender,
      geometricMean: geometricMean(ratios),
      ofMinima: geometricMean(
        cells.map(
          (cell) => sampleIn(cell, contender, by).minimum / sampleIn(cell, OURS, by).minimum,
        ),
      ),
      lowest,
      lowestIn: `${cell?.workload ?? ''}${chunks}`,
    };
  });
}

export const meanLines = (means: readonly Mean[]): string =>
  means
    .map(
      ({ contender, geometricMean: mean, ofMinima, lowest, lowestIn }) =>
        `against ${contender}: geometric mean ${short(mean)} (of minima ${short(ofMinima)}), ` +
        `lowest ${short(lowest)} (${lowestIn})`,
    )
    .join('\n');
