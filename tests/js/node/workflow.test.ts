// .github/workflows/ci.yml runs the same script as any other continuous integration, on Debian.
import { accessSync, constants, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { inRoot } from '../../../scripts/support/paths.mjs';

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly container: { readonly image: string };
  readonly steps: readonly { readonly run?: string; readonly uses?: string }[];
}

const text = readFileSync(inRoot('.github', 'workflows', 'ci.yml'), 'utf8');

test('ci.yml: checks out the repository and runs .ci/run in a container of Debian 12', () => {
  const { on, jobs } = parse(text) as Workflow;

  expect(Object.keys(on)).toEqual(expect.arrayContaining(['push', 'pull_request']));
  const [job] = Object.values(jobs);
  expect(job?.container.image).toBe('debian:12');
  const steps = job?.steps.map(({ run, uses }) => run ?? uses?.split('@')[0]);
  expect(steps?.slice(-3)).toEqual(['actions/checkout', 'actions/setup-node', '.ci/run']);
});

test('.ci/run: is executable', () => {
  expect(() => {
    accessSync(inRoot('.ci', 'run'), constants.X_OK);
  }).not.toThrow();
});
