// Runs one test file, and reports the start and the result of each test.
import {
  startTests,
  type Task,
  type Test,
  type VitestRunner,
  type VitestRunnerConfig,
} from '@vitest/runner';
import { getFullName } from '@vitest/runner/utils';
import type { Fault, Report } from '../report.mjs';
import { vi } from './vi.js';

const config: VitestRunnerConfig = {
  root: '/',
  name: undefined,
  setupFiles: [],
  passWithNoTests: false,
  testNamePattern: undefined,
  // A focused test would hide all others.
  allowOnly: false,
  sequence: { seed: 0, hooks: 'stack', setupFiles: 'list' },
  chaiConfig: undefined,
  maxConcurrency: 1,
  // The engine, its network process and the servers share two cores.
  testTimeout: 20_000,
  hookTimeout: 20_000,
  retry: 0,
  includeTaskLocation: false,
  tags: [],
  tagsFilter: undefined,
  strictTags: true,
};

export async function runFile(url: string, report: (report: Report) => void): Promise<void> {
  const runner: VitestRunner = {
    config,
    importFile: (path) => import(path),
    onBeforeTryTask: () => vi.restoreAllMocks(),
    onBeforeRunTask: (test) => report({ type: 'begins', name: nameOf(test) }),
    onAfterRunTask: (test) => {
      const { result } = test;
      const faults = faultsOf(test);
      report({ type: 'ended', name: nameOf(test), passed: result?.state === 'pass', faults });
    },
  };
  const files = await startTests([url], runner);
  // Errors outside of tests: in the file itself or in a hook of a suite.
  for (const suite of files.flatMap((file) => [file, ...suitesIn(file.tasks)])) {
    for (const fault of faultsOf(suite)) {
      report({ type: 'broken', name: nameOf(suite), fault });
    }
  }
}

function suitesIn(tasks: readonly Task[]): Task[] {
  return tasks.flatMap((task) => (task.type === 'suite' ? [task, ...suitesIn(task.tasks)] : []));
}

/** Without the file name, which is reported once for all tests. */
function nameOf(task: Task | Test): string {
  return getFullName(task, ' > ').split(' > ').slice(1).join(' > ');
}

function faultsOf(task: Task): Fault[] {
  return (task.result?.errors ?? []).map(({ name, message, stack = '', diff = '' }) => ({
    message: `${name}: ${message}`,
    diff,
    stack,
  }));
}
