// An engine and its runners: a runner is a process or a page in which one contender runs.
import type { Reading } from '../measuring/compare.js';
import type { CpuProfile } from '../measuring/self-time.js';
import type { ResultOf, TaskName, TaskOf } from '../runner/tasks.js';

export type EngineName = 'node' | 'chromium';

export interface Runner {
  run<Name extends TaskName>(name: Name, task: TaskOf<Name>): Promise<ResultOf<Name>>;
  /** The CPU time of the thread of the tasks. */
  threadMilliseconds(): Promise<number>;
  /** Samples the running function every so many `microseconds` during `work`. */
  profile(microseconds: number, work: () => Promise<unknown>): Promise<CpuProfile>;
  close(): Promise<void>;
}

export interface Engine {
  readonly name: EngineName;
  readonly version: string;
  /**
   * `cold`: a runner that has loaded nothing yet. `gateway`: a process that reads many answers at
   * once, in Node only.
   */
  open(kind?: 'cold' | 'gateway'): Promise<Runner>;
  /** The URL of a response with this stream. */
  urlOf(workload: string, bytes: number): string;
  /** The URL of an answer of so many tokens a second, for so many seconds. */
  tokensOf(rate: number, seconds: number): string;
  /** The URL of a contender's module for `timeColdStart`. */
  moduleOf(contender: string): string;
  close(): Promise<void>;
}

/** Measures `work`, which runs on `runner` and returns the time by the runner's clock. */
export async function readingOn(
  runner: Runner,
  work: () => Promise<{ readonly milliseconds: number }>,
): Promise<Reading> {
  const before = await runner.threadMilliseconds();
  const { milliseconds } = await work();
  return { clock: milliseconds, thread: (await runner.threadMilliseconds()) - before };
}

/**
 * Runs each of `names` on a runner of its own, so that no contender is compiled for the objects of
 * another.
 */
export async function onRunners<Name extends string, Result>(
  engine: Engine,
  names: readonly Name[],
  use: (runners: ReadonlyMap<Name, Runner>) => Promise<Result>,
): Promise<Result> {
  const runners = new Map<Name, Runner>();
  try {
    for (const name of names) {
      runners.set(name, await engine.open());
    }
    return await use(runners);
  } finally {
    await Promise.all([...runners.values()].map((runner) => runner.close()));
  }
}
