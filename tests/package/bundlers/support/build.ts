// Builds a sample project in build/bundlers/, which git ignores, with the packages of this folder.
import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { capture, type Command } from '../../../../scripts/support/command.mjs';
import { inRoot } from '../../../../scripts/support/paths.mjs';
import { bareEnvironment } from '../../../support/environment.js';
import type { Tool } from './tools.js';

const workshop = inRoot('build', 'bundlers');
const packages = inRoot('tests', 'package', 'bundlers', 'node_modules');
const projects = inRoot('tests', 'package', 'bundlers', 'projects');

/** The published files, as on a server or CDN. */
export const published = join(packages, 'post-event-source', 'dist');

export interface Built {
  /** The folder of the build. */
  readonly dist: string;
  /** The output of the tool besides its progress. */
  readonly complaints: readonly string[];
}

/**
 * A fresh folder with these files, by their target names, from `projects/` or absolute.
 * @returns its path
 */
export async function prepare(
  name: string,
  files: Readonly<Record<string, string>>,
): Promise<string> {
  const folder = join(workshop, name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await rm(join(workshop, 'node_modules'), { force: true });
  await symlink(packages, join(workshop, 'node_modules'));
  // Below the package.json of the repository, the name of this package would resolve to the
  // repository.
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
  for (const [to, from] of Object.entries(files)) {
    await cp(resolve(projects, from), join(folder, to), { recursive: true });
  }
  return folder;
}

/** The page around one of `projects/entries/`. */
export async function build(tool: Tool, entry: string): Promise<Built> {
  const folder = await prepare(`${tool.name} ${entry}`.replaceAll(' ', '-'), {
    'index.html': 'page/index.html',
    'src/ask.js': 'page/ask.js',
    'src/index.js': `entries/${entry}.js`,
  });
  const dist = join(folder, 'dist');
  if (tool.script !== undefined) {
    const page = await readFile(join(folder, 'index.html'), 'utf8');
    await mkdir(dist);
    await writeFile(join(dist, 'index.html'), page.replace(/<script.*<\/script>/, tool.script));
  }
  return { dist, complaints: await start(tool.command, folder, tool.progress) };
}

/**
 * Runs a program of these packages.
 * @returns the lines of its output except for `progress`, and its exit code if it fails
 */
export async function start(
  [program, ...args]: readonly [string, ...string[]],
  cwd: string,
  progress?: RegExp,
): Promise<string[]> {
  const command: Command = [join(packages, '.bin', program), ...args];
  const { code, output } = await capture(command, { cwd, env: environment });
  const lines = output.split('\n').filter((line) => line !== '' && progress?.test(line) !== true);
  return code === 0 ? lines : [...lines, `exit code ${code}`];
}

const environment: NodeJS.ProcessEnv = {
  ...bareEnvironment,
  NEXT_TELEMETRY_DISABLED: '1',
  // The pinned tools would begin to warn of their age on some date.
  BROWSERSLIST_IGNORE_OLD_DATA: '1',
};
