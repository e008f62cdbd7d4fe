// .github/workflows/: ci.yml runs .ci/run on Debian, site.yml publishes the documentation site.
import { accessSync, constants, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { inRoot } from '../../../scripts/support/paths.mjs';

type Permissions = Readonly<Record<string, string>>;

interface Workflow {
  readonly permissions: Permissions;
  readonly on: Readonly<Record<string, unknown>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly permissions?: Permissions;
  readonly container?: { readonly image: string };
  readonly steps: readonly { readonly run?: string; readonly uses?: string }[];
}

const folder = inRoot('.github', 'workflows');
const read = (name: string): Workflow =>
  parse(readFileSync(join(folder, name), 'utf8')) as Workflow;

test('ci.yml checks out the repository and runs .ci/run in a container of Debian 12', () => {
  const { on, jobs } = read('ci.yml');

  expect(Object.keys(on)).toEqual(expect.arrayContaining(['push', 'pull_request']));
  const [job] = Object.values(jobs);
  expect(job?.container?.image).toBe('debian:12');
  const steps = job?.steps.map(({ run, uses }) => run ?? uses?.split('@')[0]);
  expect(steps?.slice(-3)).toEqual(['actions/checkout', 'actions/setup-node', '.ci/run']);
});

test('.ci/run: is executable', () => {
  expect(() => {
    accessSync(inRoot('.ci', 'run'), constants.X_OK);
  }).not.toThrow();
});

test('site.yml publishes what npm run docs builds', () => {
  const { on, jobs } = read('site.yml');

  expect(on.push).toEqual({ branches: ['main'] });
  const steps = Object.values(jobs).flatMap((job) => job.steps);
  expect(steps.map(({ run, uses }) => run ?? uses?.split('@')[0]).slice(-4)).toEqual([
    'actions/configure-pages',
    'npm run docs',
    'actions/upload-pages-artifact',
    'actions/deploy-pages',
  ]);
});

test.each(readdirSync(folder))('%s names the major version of each action', (name) => {
  const actions = Object.values(read(name).jobs).flatMap(({ steps }) =>
    steps.flatMap(({ uses }) => uses ?? []),
  );

  expect(actions.length).toBeGreaterThan(0);
  expect(actions.filter((action) => !/@v\d+$/.test(action))).toEqual([]);
});

test.each(readdirSync(folder))(
  '%s may write only the pages, in a job that runs no code',
  (name) => {
    const { permissions, jobs } = read(name);

    expect(permissions).toEqual({ contents: 'read' });
    const writing = Object.values(jobs).filter((job) =>
      Object.values(job.permissions ?? {}).includes('write'),
    );
    const pages = { pages: 'write', 'id-token': 'write' };
    expect(writing.map((job) => job.permissions)).toEqual(name === 'site.yml' ? [pages] : []);
    expect(writing.flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []))).toEqual([]);
  },
);
