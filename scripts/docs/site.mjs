// docs/ -> build/site/, the site of the documentation. Its playground loads dist/. VitePress is installed in docs/.
import { once } from 'node:events';
import { ensurePackages } from '../building/prepare.mjs';
import { inRoot } from '../support/paths.mjs';
import { UserError } from '../support/user-error.mjs';

const docs = inRoot('docs');

// Imported when it is needed, because npm may only just have installed it.
const vitePress = () =>
  import(inRoot('docs', 'node_modules', 'vitepress', 'dist', 'node', 'index.js'));

/** Throws a `UserError` for a dead link, among others. @param {string} [folder] with the pages */
export async function buildSite(folder = docs) {
  await ensurePackages(docs);
  const { build } = await vitePress();
  await build(folder).catch((/** @type {Error} */ error) => {
    throw new UserError(error.message);
  });
}

/**
 * Serves what was built.
 * @param {number} [port] 0 for any free one
 * @returns {Promise<import('node:http').Server>} listening
 */
export async function serveSite(port = 0) {
  const { serve } = await vitePress();
  const { server } = await serve({ root: docs, port });
  if (server.address() === null) {
    await once(server, 'listening').catch((/** @type {Error} */ error) => {
      throw new UserError(`Expected port ${port} to be free, got "${error.message}"`);
    });
  }
  return server;
}
