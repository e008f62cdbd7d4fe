// The examples in build/examples/ with the packages of this folder, where Vite and Node run them.
import { cp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { capture } from '../../../../scripts/support/command.mjs';
import { inRoot } from '../../../../scripts/support/paths.mjs';
import { bareEnvironment } from '../../../support/environment.js';

export const workshop = inRoot('build', 'examples');
const packages = inRoot('tests', 'package', 'examples', 'node_modules');

/** A fresh copy of all examples. */
export async function copyExamples(): Promise<void> {
  await rm(workshop, { recursive: true, force: true });
  const installed = join(inRoot('examples'), 'node_modules');
  await cp(inRoot('examples'), workshop, { recursive: true, filter: (path) => path !== installed });
  await symlink(packages, join(workshop, 'node_modules'));
}

/** A note that Vite prints if a build takes long on a busy machine. */
const TIMINGS = /^.*PLUGIN_TIMINGS[^]*?for more details\.\n+/gm;

export interface Built {
  /** The folder of the build. */
  readonly dist: string;
  /** The output of Vite, which prints only warnings. */
  readonly complaints: string;
}

/**
 * Builds an example with Vite as `npx vite build` does; for development, with the checks of React
 * and others.
 */
export async function build(
  example: string,
  mode: 'production' | 'development' = 'production',
): Promise<Built> {
  const complaints = await start(['vite', 'build', '--logLevel=warn', '--outDir', mode, example], {
    NODE_ENV: mode,
  });
  return { dist: join(workshop, example, mode), complaints: complaints.replace(TIMINGS, '') };
}

/** Runs a program of these packages. Returns its output, and its exit code if it fails. */
export async function start(
  [program, ...args]: readonly [string, ...string[]],
  env: NodeJS.ProcessEnv = {},
): Promise<string> {
  const { code, output } = await capture([join(packages, '.bin', program), ...args], {
    cwd: workshop,
    env: { ...bareEnvironment, ...env },
  });
  return code === 0 ? output : `${output}exit code ${code}`;
}

/**
 * The page of `example` with before.js in place of after.js, in a folder of its own. Returns its
 * name.
 */
export async function pageOfBefore(example: string): Promise<string> {
  const name = `${example}-before`;
  await cp(join(workshop, example), join(workshop, name), { recursive: true });
  const page = join(workshop, name, 'index.html');
  const text = await readFile(page, 'utf8');
  await writeFile(page, text.replace('src="./after.js"', 'src="./before.js"'));
  return name;
}
