// Starts the page and the API on one port. `npm run demo` and the browser tests call it.

import { createApp } from './app.js';
import { buildPage } from './page.js';

/**
 * @param {import('./types.js').Settings} settings
 * @param {{ model?: import('./types.js').Model, page?: import('express').RequestHandler }} [parts] for createApp
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export async function startDemo(settings, parts = {}) {
  const { host, port } = settings;
  const app = await createApp(settings, { page: parts.page ?? (await buildPage()), ...parts });
  const actualPort = await app.listen(port).catch(async (cause) => {
    await app.close();
    throw new Error(explainListenError(cause.code, settings), { cause });
  });
  const name = host === '127.0.0.1' || host === '0.0.0.0' ? 'localhost' : host;
  const url = `http://${name.includes(':') ? `[${name}]` : name}:${actualPort}/`;
  return { url, close: () => app.close() };
}

/** @param {string} code @param {import('./types.js').Settings} settings */
function explainListenError(code, { port, host }) {
  if (code === 'EADDRINUSE') {
    return `Port ${port} is already in use. Stop the program that uses it, or choose another: PORT=${port + 1} npm run demo`;
  }
  const advice = code === 'EACCES' ? ' Choose a port above 1023: PORT=8080 npm run demo' : '';
  return `Could not listen on ${host}:${port} (${code}).${advice}`;
}
