// Starts the whole demo, page and API on one port. `npm run demo` and the browser tests call it.

import { createApp } from './app.js';
import { buildPage } from './page.js';

/**
 * @param {import('./types.js').Settings} settings
 * @param {import('./types.js').Model} [model] instead of the one of the settings
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export async function startDemo(settings, model) {
  const { host, port } = settings;
  const app = await createApp(settings, { page: await buildPage(), ...(model && { model }) });
  const actualPort = await app.listen(port).catch(async (error) => {
    await app.close();
    throw explainListenError(error, settings);
  });
  const name = host === '127.0.0.1' || host === '0.0.0.0' ? 'localhost' : host;
  return {
    url: `http://${name.includes(':') ? `[${name}]` : name}:${actualPort}/`,
    close: () => app.close(),
  };
}

/** @param {unknown} cause @param {import('./types.js').Settings} settings */
function explainListenError(cause, { port, host }) {
  const { code } = /** @type {{ code?: string }} */ (cause);
  if (code === 'EADDRINUSE') {
    return new Error(
      `Port ${port} is already in use. Stop the program that uses it, or choose another: PORT=${port + 1} npm run demo`,
      { cause },
    );
  }
  const advice = code === 'EACCES' ? ' Choose a port above 1023: PORT=8080 npm run demo' : '';
  return new Error(`Could not listen on ${host}:${port} (${code}).${advice}`, { cause });
}
