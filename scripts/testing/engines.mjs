// The library's tests in real browsers: one engine at a time, in a window and in a worker, counted from its report.
import { readFile, rm } from 'node:fs/promises';
import { tool } from '../setup/toolchain.mjs';
import { show } from '../support/command.mjs';
import { inRoot } from '../support/paths.mjs';
import { UserError } from '../support/user-error.mjs';
import { judged, nothing } from './outcome.mjs';

/** The programs of each engine: the variables that name them, and what they are called among the requirements. */
const programs = {
  chromium: { CHROMIUM_PATH: 'Chromium' },
  firefox: { FIREFOX_PATH: 'Firefox' },
  webkit: { WEBKIT_DRIVER_PATH: 'WebKitGTK driver', XVFB_PATH: 'Xvfb' },
};

/**
 * @param {keyof typeof programs} engine
 * @param {import('../setup/toolchain.mjs').Toolchain} toolchain
 * @returns {Record<string, string>} by the variables that name them
 */
export function programPaths(engine, toolchain) {
  const paths = Object.entries(programs[engine]).map(([variable, name]) => [
    variable,
    tool(toolchain, name).program,
  ]);
  return Object.fromEntries(paths);
}

/**
 * @param {keyof typeof programs} engine
 * @returns {import('./suites.mjs').Suite['run']}
 */
export function inEngine(engine) {
  return async ({ toolchain }) => {
    if (engine === 'webkit' && process.platform !== 'linux') {
      throw new UserError(
        `There is no WebKitGTK for ${process.platform}: this suite runs on Linux alone.`,
      );
    }
    const paths = programPaths(engine, toolchain);
    const report = inRoot('build', 'reports', `${engine}.json`);
    // A report of an earlier run would be counted in place of one that was never written.
    await rm(report, { force: true });
    const command = inRoot('tests', 'browser', 'engines', 'run.mjs');
    const code = await show([process.execPath, command, engine], {
      ...process.env,
      ...paths,
    });
    const counted = await readFile(report, 'utf8').then(JSON.parse, () => nothing);
    return judged(counted, code);
  };
}
