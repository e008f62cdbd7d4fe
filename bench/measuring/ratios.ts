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
  /**
   * The same for the quickest readings. A large difference to `milliseconds` means that the machine
   * was busy.
   */
  readonly ofMinima: number;
  readonly lowest: number;
  readonly lowestIn: string;
}

/** The source of the ratios: elapsed time, or CPU time of the thread. */
export type Measure = keyof Samples;

/** How many times as long `slow` took as `fast`. */
export function ratioIn(cell: Cell, slow: string, by: Measure, fast: string = OURS): number {
  return sampleIn(cell, slow, by).median / sampleIn(cell, fast, by).median;
}

export function sampleIn(cell: Cell, contender: string, by: Measure): Sample {
  const samples = cell.milliseconds[contender];
  if (samples === undefined) {
    throw new RangeError(`Expected ${contender} to have been measured`);
  }
  return samples[by];
}

/** Above 1, this package is faster. */
export function meansOf(cells: readonly Cell[], others: readonly string[], by: Measure): Mean[] {
  return others.map((contender) => ({ contender, ...meanOf(cells, contender, by) }));
}

/** Of the ratios in all cells. */
export function meanOf(
  cells: readonly Cell[],
  slow: string,
  by: Measure,
  fast: string = OURS,
): Omit<Mean, 'contender'> {
  const ratios = cells.map((cell) => ratioIn(cell, slow, by, fast));
  const minima = cells.map(
    (cell) => sampleIn(cell, slow, by).minimum / sampleIn(cell, fast, by).minimum,
  );
  const lowest = Math.min(...ratios);
  const cell = cells[ratios.indexOf(lowest)];
  const chunks = cell?.chunkBytes === undefined ? '' : ` in chunks of ${cell.chunkBytes}`;
  return {
    geometricMean: geometricMean(ratios),
    ofMinima: geometricMean(minima),
    lowest,
    lowestIn: `${cell?.workload ?? ''}${chunks}`,
  };
}

export const meanLines = (means: readonly Mean[]): string =>
  means
    .map(
      ({ contender, geometricMean: mean, ofMinima, lowest, lowestIn }) =>
        `against ${contender}: geometric mean ${short(mean)} (of minima ${short(ofMinima)}), ` +
        `lowest ${short(lowest)} (${lowestIn})`,
    )
    .join('\n');
