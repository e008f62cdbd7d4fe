// The paths of this repository. Every other script imports them.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The top of the repository, independent of the current directory. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** @param {string[]} parts @returns {string} an absolute path inside the repository */
export const inRoot = (...parts) => join(root, ...parts);

/**
 * The program file of an npm package. Run with `process.execPath` instead of through `node_modules/.bin`,
 * whose `#!/usr/bin/env node` may pick another Node (Debian's emscripten brings Node 18 with it).
 * @param {string[]} parts
 */
export const inPackages = (...parts) => inRoot('node_modules', ...parts);
