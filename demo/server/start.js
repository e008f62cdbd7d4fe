// Starts the whole demo: the API, and the page through Vite on the same port. `npm run demo` and the browser tests call it.

import { fileURLToPath } from 'node:url';
import { createServer as createVite } from 'vite';
import { createDemoServer } from './create-demo-server.js';

const viteConfig = fileURLToPath(new URL('../vite.config.ts', import.meta.url));

/**
 * @param {object} options
 * @param {number} options.port 0 for any free one
 * @param {Record<string, string | undefined>} [options.env] HOST and the OPENAI_ variables are read
 * @param {string} [options.cacheDirectory] where Vite keeps prepared dependencies; its own default otherwise
 * @param {Omit<import('./types.js').DemoServerOptions, 'env'>} [options.server] pace, clock, limits
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export async function startDemo({ port, env = {}, cacheDirectory, server = {} }) {
  const demo = createDemoServer({ ...server, env });
  // Listening comes first: it is quick, and a port in use should be reported before Vite does any work.
  const host = env.HOST || '127.0.0.1';
  const actualPort = await demo.listen(port, host).catch((error) => {
    throw explainListenError(error, port, host);
  });
  const vite = await createVite({
    configFile: viteConfig,
    appType: 'spa',
    logLevel: 'warn',
    ...(cacheDirectory === undefined ? {} : { cacheDir: cacheDirectory }),
    // Vite's live reload would need a second port and could reload the page in the middle of an answer.
    server: { middlewareMode: true, hmr: false, ws: false },
  }).catch(async (error) => {
    await demo.close();
    throw error;
  });
  demo.app.use(vite.middlewares);

  return {
    url: `http://${host === '127.0.0.1' || host === '0.0.0.0' ? 'localhost' : host}:${actualPort}/`,
    async close() {
      await demo.close();
      await vite.close();
    },
  };
}

/** @param {unknown} error @param {number} port @param {string} host */
function explainListenError(error, port, host) {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new Error(
      `Port ${port} is already in use. Stop the program that uses it, or choose another: PORT=${port + 1} npm run demo`,
      { cause: error },
    );
  }
  if (code === 'EACCES') {
    return new Error(
      `Port ${port} may not be used without more rights. Choose one above 1023: PORT=8080 npm run demo`,
      { cause: error },
    );
  }
  return new Error(`Could not listen on ${host}:${port}.`, { cause: error });
}
