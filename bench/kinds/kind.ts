// The arguments and the results of a kind of benchmark.
import { onRunners, type Engine, type Runner } from '../engines/engine.js';
import type { Answer } from '../fixtures/answer.js';
import type { Workload } from '../fixtures/workloads.js';

export interface RunOptions {
  readonly engine: Engine;
  readonly workloads: readonly Workload[];
  readonly answers: readonly Answer[];
  /** Runs everything once with small inputs: shows that it works, and measures nothing. */
  readonly quick: boolean;
  /** Reports progress. */
  readonly progress: (text: string) => void;
}

export interface Figures {
  /** For the terminal. */
  readonly text: string;
  /** For the file: the readings, and the figures computed from them. */
  readonly data: unknown;
}

/**
 * A contender that delivers something else than the messages of the stream is excluded, because its
 * time proves nothing.
 */
export function requireSame(contender: string, where: string, got: string, expected: string): void {
  if (got !== expected) {
    throw new Error(
      `Expected ${contender} to deliver ${expected} on ${where}, got ${got}: it cannot be compared`,
    );
  }
}

/**
 * Each workload has runners of its own, so that no contender is compiled for the messages of
 * another workload. In quick mode, all of them share one set.
 */
export async function forEachWorkload<Name extends string, Any extends Workload>(
  { engine, quick, progress }: RunOptions,
  workloads: readonly Any[],
  contenders: readonly Name[],
  use: (workload: Any, runners: ReadonlyMap<Name, Runner>) => Promise<void>,
): Promise<void> {
  for (const group of quick ? [workloads] : workloads.map((workload) => [workload])) {
    await onRunners(engine, contenders, async (runners) => {
      for (const workload of group) {
        progress(workload.title);
        await use(workload, runners);
      }
    });
  }
}
