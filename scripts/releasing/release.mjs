// A release, step by step. Nothing is changed before every test has passed, and nothing stays changed where a later step fails.
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../support/command.mjs';
import { say, step } from '../support/progress.mjs';
import { nextVersion } from './next-version.mjs';
import { releasedFiles, writeFiles } from './released-files.mjs';
import { Repository } from './repository.mjs';

/**
 * @param {object} plan
 * @param {string} plan.folder the top of the repository
 * @param {string} plan.wanted `patch`, `minor`, `major` or a version
 * @param {Date} plan.today
 */
export async function release({ folder, wanted, today }) {
  const { version: current } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const version = nextVersion(current, wanted);
  const tag = `v${version}`;
  const subject = `Release ${version}`;
  const repository = new Repository(folder);
  await repository.requireReleasable(tag);
  const changes = await releasedFiles(folder, version, today);
  const npm = (/** @type {string[]} */ ...args) => run(['npm', ...args], { cwd: folder });

  await step('Known vulnerabilities (npm audit)', () => npm('audit'));
  await step('Every test (npm test)', () => npm('test'));
  await writeFiles(folder, changes, 'after');
  try {
    await step(`Building ${version}`, () => npm('run', 'build'));
    await step('Packing', () => pack(folder, npm));
    const paths = changes.map(({ path }) => path);
    await repository.commit(paths, subject);
  } catch (error) {
    await writeFiles(folder, changes, 'before');
    throw error;
  }
  await repository.tag(tag, subject);
  say(`\n${tag} is committed and tagged. To publish it: git push --follow-tags`);
}

/**
 * @param {string} folder
 * @param {(...args: string[]) => Promise<string>} npm
 */
async function pack(folder, npm) {
  const destination = join(folder, 'build', 'release');
  await rm(destination, { recursive: true, force: true });
  await mkdir(destination, { recursive: true });
  // `prepack` would build once more.
  await npm('pack', '--ignore-scripts', '--pack-destination', destination);
}
