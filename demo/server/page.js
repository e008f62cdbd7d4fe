// Builds the page in memory and serves the files. Vite's development server is not used: its endpoints start editors and
// send source files to any page that requests them.

import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import express from 'express';
import { build } from 'vite';

const configFile = fileURLToPath(new URL('../vite.config.ts', import.meta.url));

/** @returns {Promise<import('express').RequestHandler>} */
export async function buildPage() {
  const built = await build({ configFile, logLevel: 'error', build: { write: false } });
  const { output } = /** @type {import('vite').Rolldown.RolldownOutput} */ (built);
  const files = new Map(output.map((file) => [`/${file.fileName}`, file]));
  const page = express.Router();
  page.use(express.static(fileURLToPath(new URL('../page/public', import.meta.url))));
  page.get('/{*path}', ({ path }, response, next) => {
    const name = path === '/' ? '/index.html' : path;
    const file = files.get(name);
    if (file === undefined) return next();
    // Vite names assets by their contents.
    const lifetime = name.startsWith('/assets/') ? 'max-age=31536000, immutable' : 'no-cache';
    response.set('cache-control', lifetime).type(extname(name));
    response.send(file.type === 'chunk' ? file.code : Buffer.from(file.source));
  });
  return page;
}
