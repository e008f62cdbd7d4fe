// Loads the package by `import` or by `require`.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * @param {string | undefined} how
 * @returns {Promise<import('./read.mjs').Library>}
 */
export async function load(how) {
  return how === 'require' ? require('post-event-source') : import('post-event-source');
}
