// An engine and its stages: a stage is a process or a page of its own, where one contender performs.
import type { Reading } from '../measuring/compare.js';
import type { CpuProfile } from '../measuring/self-time.js';
import type { AnswerOf, TaskName, TaskOf } from '../stage/tasks.js';

export type EngineName = 'node' | 'chromium';

export interface Stage {
  perform<Name extends TaskName>(name: Name, task: TaskOf<Name>): Promise<AnswerOf<Name>>;
  /** How long the thread of the tasks has been at work. */
  threadMilliseconds(): Promise<number>;
  /** Looks every so many `microseconds` what is at work while `work` is. */
  profile(microseconds: number, work: () => Promise<unknown>): Promise<CpuProfile>;
  close(): Promise<void>;
}

export interface Engine {
  readonly name: EngineName;
  readonly version: string;
  /** `cold`: a stage that has loaded nothing yet. `gateway`: a process that reads many answers at once, in Node only. */
  open(kind?: 'cold' | 'gateway'): Promise<Stage>;
  /** Where a stage finds the response that is this stream. */
  urlOf(workload: string, bytes: number): string;
  /** Where a stage finds an answer of so many tokens a second, for so many seconds. */
  tokensOf(rate: number, seconds: number): string;
  /** Where a stage finds a contender's module for `timeColdStart`. */
  moduleOf(contender: string): string;
  close(): Promise<void>;
}

/** How long `work` takes that is done on `stage`, and that answers what the stage's clock says. */
export async function readingOn(
  stage: Stage,
  work: () => Promise<{ readonly milliseconds: number }>,
): Promise<Reading> {
  const before = await stage.threadMilliseconds();
  const { milliseconds } = await work();
  return { clock: milliseconds, thread: (await stage.threadMilliseconds()) - before };
}

/** Lets each of `names` perform on a stage of its own, so that no contender is compiled for the objects of another. */
export async function onStages<Name extends string, Result>(
  engine: Engine,
  names: readonly Name[],
  use: (stages: ReadonlyMap<Name, Stage>) => Promise<Result>,
): Promise<Result> {
  const stages = new Map<Name, Stage>();
  try {
    for (const name of names) {
      stages.set(name, await engine.open());
    }
    return await use(stages);
  } finally {
    await Promise.all([...stages.values()].map((stage) => stage.close()));
  }
}
