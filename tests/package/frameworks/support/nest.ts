// The NestJS application, compiled by TypeScript once for a test file and started for each test.
import { execFile } from 'node:child_process';
import { rm, symlink } from 'node:fs/promises';
import type { Server } from 'node:http';
import { promisify } from 'node:util';
import { beforeAll } from 'vitest';
import { inPackages, inRoot } from '../../../../scripts/support/paths.mjs';
import { SECOND, testServer, type TestServer } from './server.js';

const execute = promisify(execFile);
const built = inRoot('build', 'frameworks');

interface Application {
  readonly start: (settings: { second: number; log: string }) => Promise<Server>;
}

/** Returns a function that starts it, with the path of a log and the length of a second in ms. */
export function useNest(): (log?: string, second?: number) => Promise<TestServer> {
  beforeAll(async () => {
    const compiler = inPackages('typescript', 'bin', 'tsc');
    const project = inRoot('tests', 'package', 'frameworks', 'servers', 'nest');
    await rm(built, { recursive: true, force: true });
    await execute(process.execPath, [compiler, '-p', project]);
    await symlink(
      inRoot('tests', 'package', 'frameworks', 'node_modules'),
      `${built}/node_modules`,
    );
  });
  return async (log = '', second = SECOND.second) => {
    const { start } = (await import(`${built}/nest/main.js`)) as Application;
    return testServer(await start({ second, log }));
  };
}
