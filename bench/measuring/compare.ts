// Takes the time of several contenders in turns, so that whatever else the machine does strikes all of them.
import { sampleOf, type Sample } from './statistics.js';

/** Performs `times` times and answers the milliseconds that it took. */
export type Performance = (times: number) => Promise<number>;

export interface Pace {
  readonly rounds: number;
  /** For a contender that has used up its budget. */
  readonly fewestRounds: number;
  /** A reading takes at least so long; what is quicker performs several times. */
  readonly readingMilliseconds: number;
  /** A contender performs so long before the first reading, so that it is compiled. */
  readonly warmUpMilliseconds: number;
  /** What one contender may take in all rounds. */
  readonly budgetMilliseconds: number;
}

/** Once each, which proves nothing but that it works. */
export const QUICK: Pace = {
  rounds: 1,
  fewestRounds: 1,
  readingMilliseconds: 0,
  warmUpMilliseconds: 0,
  budgetMilliseconds: 0,
};

/** Milliseconds of one performance, for each contender. */
export async function compare<Name extends string>(
  contenders: ReadonlyMap<Name, Performance>,
  pace: Pace,
): Promise<Map<Name, Sample>> {
  const courses = await inTurn([...contenders], async ([name, perform]) => ({
    name,
    perform,
    times: await warmUp(perform, pace),
    spent: 0,
    values: [] as number[],
  }));
  for (let round = 0; round < pace.rounds; round += 1) {
    // Who follows whom changes from round to round.
    const first = round % courses.length;
    for (const course of [...courses.slice(first), ...courses.slice(0, first)]) {
      if (round < pace.fewestRounds || course.spent < pace.budgetMilliseconds) {
        const milliseconds = await course.perform(course.times);
        course.values.push(milliseconds / course.times);
        course.spent += milliseconds;
      }
    }
  }
  return new Map(courses.map(({ name, values }) => [name, sampleOf(values)]));
}

/** Answers how many performances make a reading. */
async function warmUp(perform: Performance, pace: Pace): Promise<number> {
  let spent = 0;
  let last = await perform(1);
  for (spent += last; spent < pace.warmUpMilliseconds; spent += last) {
    last = await perform(1);
  }
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
