// The package as npm installs it in this folder, and its tarball.
import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';
import { packTarball } from '../../../../scripts/building/tarball.mjs';
import { withBuildLock } from '../../../../scripts/support/build-lock.mjs';
import { bareEnvironment } from '../../../support/environment.js';

const folder = fileURLToPath(new URL('..', import.meta.url));
const execute = promisify(execFile);

/** The npm packages of this folder, including ours. */
export const packages = join(folder, 'node_modules');
export const installed = join(packages, 'post-event-source');

export const read = (path: string): string => readFileSync(join(installed, path), 'utf8');

/** Every file of the package, with slashes, in order. */
export const files: readonly string[] = readdirSync(installed, {
  recursive: true,
  withFileTypes: true,
})
  .filter((entry) => entry.isFile())
  .map((entry) => relative(installed, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
  .sort();

export interface Conditions {
  readonly [condition: string]: string | Conditions;
}

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly main: string;
  readonly module: string;
  readonly types: string;
  readonly unpkg: string;
  readonly jsdelivr: string;
  readonly exports: Readonly<Record<string, string | Conditions>>;
  readonly scripts: Readonly<Record<string, string>>;
  readonly [name: string]: unknown;
}

export const manifest = JSON.parse(read('package.json')) as Manifest;

/** A folder that is removed when the test ends. */
export async function emptyFolder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'tarball-'));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

/** The path of a copy, because another suite may pack again at any time. */
export async function copyOfTarball(): Promise<string> {
  const copy = join(await emptyFolder(), 'post-event-source.tgz');
  await withBuildLock(async () => copyFile(await packTarball(), copy));
  return copy;
}

/** Runs a program of a package in this Node. Returns its standard output without colours. */
export async function node(...args: string[]): Promise<string> {
  const { stdout } = await execute(process.execPath, args, { cwd: folder, env: bareEnvironment });
  return stdout.trim();
}
