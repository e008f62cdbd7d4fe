// Measures several contenders in turns, so that other load of the machine affects all of them.
import { sampleOf, type Sample } from './statistics.js';

/** In milliseconds. */
export interface Reading {
  /** Elapsed time. */
  readonly clock: number;
  /** CPU time of the contender's thread, which other load of the machine hardly changes. */
  readonly thread: number;
}

/** Runs `times` times. */
export type Run = (times: number) => Promise<Reading>;

/** Of one run, in milliseconds. */
export type Samples = Readonly<Record<keyof Reading, Sample>>;

export interface Pace {
  readonly rounds: number;
  /** For a contender that has used its budget. */
  readonly fewestRounds: number;
  /** The minimum CPU time of a reading. A quicker contender runs several times. */
  readonly readingMilliseconds: number;
  /** A contender runs for so long before the first reading, so that it is compiled. */
  readonly warmUpMilliseconds: number;
  /** The limit for one contender in all rounds. */
  readonly budgetMilliseconds: number;
}

const SHORTEST_READING = 0.1;

/** For work that takes some milliseconds. */
export const EVEN: Pace = {
  rounds: 13,
  fewestRounds: 3,
  readingMilliseconds: 20,
  warmUpMilliseconds: 250,
  budgetMilliseconds: 1000,
};

/** Once each, which only shows that it works. */
export const QUICK: Pace = {
  rounds: 1,
  fewestRounds: 1,
  readingMilliseconds: 0,
  warmUpMilliseconds: 0,
  budgetMilliseconds: 0,
};

export async function compare<Name extends string>(
  contenders: ReadonlyMap<Name, Run>,
  pace: Pace,
): Promise<Map<Name, Samples>> {
  const entries = await inTurn([...contenders], async ([name, run]) => ({
    name,
    run,
    times: await warmUp(run, pace),
    spent: 0,
    readings: [] as Reading[],
  }));
  for (let round = 0; round < pace.rounds; round += 1) {
    // The order changes from round to round.
    const first = round % entries.length;
    for (const entry of [...entries.slice(first), ...entries.slice(0, first)]) {
      if (round < pace.fewestRounds || entry.spent < pace.budgetMilliseconds) {
        const { clock, thread } = await entry.run(entry.times);
        entry.readings.push({ clock: clock / entry.times, thread: thread / entry.times });
        entry.spent += thread;
      }
    }
  }
  return new Map(
    entries.map(({ name, readings }) => [
      name,
      {
        clock: sampleOf(readings.map(({ clock }) => clock)),
        thread: sampleOf(readings.map(({ thread }) => thread)),
      },
    ]),
  );
}

/** Returns how many runs make a reading. */
async function warmUp(run: Run, pace: Pace): Promise<number> {
  let spent = 0;
  let last: number;
  do {
    // The clock of a quick thread may not have advanced at all.
    last = Math.max(SHORTEST_READING, (await run(1)).thread);
    spent += last;
  } while (spent < pace.warmUpMilliseconds);
  return Math.max(1, Math.ceil(pace.readingMilliseconds / last));
}

async function inTurn<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const item of items) {
    results.push(await work(item));
  }
  return results;
}
