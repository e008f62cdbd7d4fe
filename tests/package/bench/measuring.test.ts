// How the benchmarks take turns, compute statistics, and parse the command line.
import { describe, expect, test } from 'vitest';
import {
  compare,
  QUICK,
  type Pace,
  type Reading,
  type Samples,
} from '../../../bench/measuring/compare.js';
import { OURS } from '../../../bench/contenders/names.js';
import { meansOf, type Cell } from '../../../bench/measuring/ratios.js';
import { geometricMean, sampleOf } from '../../../bench/measuring/statistics.js';
import { requireSame } from '../../../bench/kinds/kind.js';
import { KINDS, selectionOf } from '../../../bench/selection.js';

const PACE: Pace = {
  rounds: 3,
  fewestRounds: 1,
  readingMilliseconds: 10,
  warmUpMilliseconds: 8,
  budgetMilliseconds: 1000,
};

describe('compare', () => {
  /**
   * Contenders whose threads take so many milliseconds for one run, and which record their runs.
   */
  function contenders(...milliseconds: number[]): {
    log: string[];
    runs: Map<string, (times: number) => Promise<Reading>>;
  } {
    const log: string[] = [];
    const runs = milliseconds.map((each) => {
      const run = (times: number): Promise<Reading> => {
        log.push(`${each}x${times}`);
        return Promise.resolve({ clock: 2 * each * times, thread: each * times });
      };
      return [String(each), run] as const;
    });
    return { log, runs: new Map(runs) };
  }

  test('contenders take turns, each round begins with another contender, and a reading is long enough', async () => {
    const { log, runs } = contenders(4, 20);

    const samples = await compare(runs, PACE);

    const warmUp = ['4x1', '4x1', '20x1'];
    expect(log).toEqual([...warmUp, '4x3', '20x1', '20x1', '4x3', '4x3', '20x1']);
    expect(samples.get('4')?.thread.values).toEqual([4, 4, 4]);
    expect(samples.get('4')?.clock.values).toEqual([8, 8, 8]);
  });

  test('a contender that has used its budget waits for the others, after the minimum of rounds', async () => {
    const { runs } = contenders(4, 700);

    const samples = await compare(runs, { ...PACE, fewestRounds: 1 });

    expect(samples.get('700')?.thread.values).toHaveLength(2);
    expect(samples.get('4')?.thread.values).toHaveLength(3);
  });

  test('quick mode runs each contender once', async () => {
    const { runs } = contenders(4, 700);

    const samples = await compare(runs, QUICK);

    expect([...samples.values()].map(({ thread }) => thread.values)).toEqual([[4], [700]]);
  });
});

describe('statistics', () => {
  test('computes median, minimum, and interquartile range', () => {
    expect(sampleOf([30, 10, 20, 50, 40])).toMatchObject({ median: 30, minimum: 10 });
    expect(sampleOf([30, 10, 20, 50, 40]).spread).toBeCloseTo(20 / 30);
    expect(sampleOf([1, 2]).median).toBe(1.5);
    expect(() => sampleOf([])).toThrow('Expected at least one reading');
  });

  test('the geometric mean of twice as fast and half as fast is equal', () => {
    expect(geometricMean([2, 0.5])).toBeCloseTo(1);
  });

  test('ratios: above 1, this package is faster', () => {
    const samples = (thread: number): Samples => ({
      clock: sampleOf([1]),
      thread: sampleOf([thread]),
    });
    const cell = (workload: string, ours: number, peer: number): Cell => ({
      workload,
      milliseconds: { [OURS]: samples(ours), peer: samples(peer) },
    });

    const [mean] = meansOf([cell('a', 1, 2), cell('b', 1, 8)], ['peer'], 'thread');

    expect(mean).toMatchObject({ contender: 'peer', lowest: 2, lowestIn: 'a' });
    expect(mean?.geometricMean).toBeCloseTo(4);
  });
});

test('compare: a contender that delivers something else ends the run', () => {
  expect(() => requireSame('peer', 'tiny', '2 messages', '3 messages')).toThrow(
    'Expected peer to deliver 3 messages on tiny, got 2 messages: it cannot be compared',
  );
});

describe('command line', () => {
  test('selects everything without words', () => {
    const { kinds, engines, workloads, quick } = selectionOf([]);

    expect(kinds).toEqual(Object.keys(KINDS).filter((kind) => kind !== 'profile'));
    expect(engines).toEqual(['node', 'chromium']);
    expect(workloads).toHaveLength(10);
    expect(quick).toBe(false);
  });

  test('selects kinds, engines and workloads', () => {
    const { kinds, engines, workloads, quick } = selectionOf(['parse', 'node', 'tiny', 'quick']);

    expect(kinds).toEqual(['parse']);
    expect(engines).toEqual(['node']);
    expect(workloads.map(({ name }) => name)).toEqual(['tiny']);
    expect(quick).toBe(true);
  });

  test('rejects an unknown word and lists the known ones', () => {
    expect(() => selectionOf(['prase'])).toThrow(
      /^Expected words of answers, gateway, bodies, .*, got prase$/,
    );
  });
});
