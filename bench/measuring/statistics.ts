// Statistics of many readings.

/** Readings of one quantity, in one unit. */
export interface Sample {
  readonly values: readonly number[];
  readonly median: number;
  readonly minimum: number;
  /** The interquartile range, as a part of the median. */
  readonly spread: number;
}

export function sampleOf(values: readonly number[]): Sample {
  const sorted = [...values].sort((left, right) => left - right);
  const median = quantile(sorted, 0.5);
  const middleHalf = quantile(sorted, 0.75) - quantile(sorted, 0.25);
  return { values, median, minimum: quantile(sorted, 0), spread: middleHalf / median };
}

/** The geometric mean, by which twice as fast and half as fast cancel out. */
export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/** Interpolates linearly between two readings. */
function quantile(sorted: readonly number[], part: number): number {
  const at = (sorted.length - 1) * part;
  const [below, above] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  if (below === undefined || above === undefined) {
    throw new RangeError('Expected at least one reading');
  }
  return below + (above - below) * (at - Math.floor(at));
}
