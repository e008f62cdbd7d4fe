// Builds the page in memory, and serves the files. Vite's development server is not used: its endpoints start editors
// and send source files to any page that requests them.

import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import express from 'express';

const path = (/** @type {string} */ relative) => fileURLToPath(new URL(relative, import.meta.url));

/** Resolves with the contents of the files, by their paths. @returns {Promise<Record<string, string>>} */
export async function buildPage() {
  const { build } = await import('vite');
  const options = { logLevel: /** @type {const} */ ('error'), build: { write: false } };
  const built = await build({ configFile: path('../vite.config.ts'), ...options });
  const { output } = /** @type {import('vite').Rolldown.RolldownOutput} */ (built);
  /** @type {Record<string, string>} */
  const files = {};
  for (const file of output) {
    files[`/${file.fileName}`] =
      file.type === 'chunk' ? file.code : Buffer.from(file.source).toString();
  }
  return files;
}

/** @param {Record<string, string>} files */
export function servePage(files) {
  const page = express.Router();
  page.use(express.static(path('../page/public')));
  page.get('/{*path}', ({ path }, response, next) => {
    const name = path === '/' ? '/index.html' : path;
    if (!Object.hasOwn(files, name)) return next();
    // Vite names assets by their contents.
    const lifetime = name.startsWith('/assets/') ? 'max-age=31536000, immutable' : 'no-cache';
    response.set('cache-control', lifetime).type(extname(name)).send(files[name]);
  });
  return page;
}
