// The environment in which Emscripten finds its own parts, installed by Debian, Homebrew or an SDK.
import { existsSync } from 'node:fs';
import { delimiter, dirname } from 'node:path';
import { onPath } from '../setup/detect.mjs';

// wasm/README.md: the small embind uses internals of this version.
export const smallEmbindVersion = '3.1.6';

// The folder of the JavaScript modules that Debian's emcc loads.
const debianModules = '/usr/share/nodejs';

/** @typedef {{ version: string, env: NodeJS.ProcessEnv }} Emscripten */

/** @param {string} version @returns {Promise<Emscripten>} */
export async function emscripten(version) {
  const emcc = await onPath('emcc', process.env);
  const folder = emcc && dirname(emcc);
  return { version, env: emscriptenEnvironment(process.env, folder, existsSync(debianModules)) };
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string | undefined} folder of emcc
 * @param {boolean} hasDebianModules
 * @returns {NodeJS.ProcessEnv}
 */
export function emscriptenEnvironment(env, folder, hasDebianModules) {
  const path = (env.PATH ?? '').split(delimiter);
  // npm puts node_modules/.bin first. A wasm-opt of another version from there renames the imports
  // of the module but not of its JavaScript: the pair builds and does not load.
  const own = path.filter((entry) => !/node_modules[\\/](\.bin|npm)/.test(entry));
  const PATH = [folder, ...own].filter((entry) => entry !== undefined).join(delimiter);
  if (!hasDebianModules) return { ...env, PATH };
  // Only Debian's own Node searches there. Any other fails at the link with "Cannot find module
  // 'acorn'".
  const NODE_PATH = [env.NODE_PATH, debianModules].filter(Boolean).join(delimiter);
  return { ...env, PATH, NODE_PATH };
}

/**
 * The setting that depends on the version: whether the small embind works with it.
 * @param {string} version
 */
export const stockEmbindSettings = (version) =>
  version === smallEmbindVersion ? [] : ['-DSSE_STOCK_EMBIND=ON'];
