// How Emscripten has to be called so that it finds its own parts, whether it comes from Debian, Homebrew or an SDK.
import { existsSync } from 'node:fs';
import { delimiter, dirname } from 'node:path';
import { onPath } from '../setup/detect.mjs';

// The version whose internals the small embind recipe (wasm/README.md) was written for.
const smallEmbindVersion = '3.1.6';

// Where Debian keeps the JavaScript modules that its emcc loads.
const debianModules = '/usr/share/nodejs';

/**
 * @typedef {object} Emscripten
 * @property {string} version
 * @property {NodeJS.ProcessEnv} env
 */

/**
 * @param {string} version
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<Emscripten>}
 */
export async function emscripten(version, env = process.env) {
  const emcc = await onPath('emcc', env);
  const folder = emcc === undefined ? undefined : dirname(emcc);
  return { version, env: emscriptenEnvironment(env, folder, existsSync(debianModules)) };
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string | undefined} folder of emcc
 * @param {boolean} hasDebianModules
 * @returns {NodeJS.ProcessEnv}
 */
export function emscriptenEnvironment(env, folder, hasDebianModules) {
  const path = (env.PATH ?? '').split(delimiter);
  // npm puts node_modules/.bin first. A wasm-opt from there, of another version than emcc's own, renames the
  // imports of the module and leaves its JavaScript alone: a pair that builds and does not load.
  const own = path.filter((entry) => !/node_modules[\\/](\.bin|npm)/.test(entry));
  const entries = folder === undefined ? own : [folder, ...own];
  /** @type {NodeJS.ProcessEnv} */
  const result = { ...env, PATH: entries.join(delimiter) };
  // Only Debian's own Node looks there unasked; any other dies with "Cannot find module 'acorn'" at the link.
  if (hasDebianModules) {
    result['NODE_PATH'] = [env.NODE_PATH, debianModules].filter(Boolean).join(delimiter);
  }
  return result;
}

/**
 * What a preset cannot know: whether the small embind recipe works with this version.
 * @param {string} version
 */
export const stockEmbindSettings = (version) =>
  version === smallEmbindVersion ? [] : ['-DSSE_STOCK_EMBIND=ON'];
