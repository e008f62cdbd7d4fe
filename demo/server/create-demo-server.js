// Puts the demo server together from its parts: which source writes, where answers live, what listens.
// start.js adds the page to it; the tests use it alone, with their own pace and clock.

import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import express from 'express';
import { AnswerStore } from './answer-store.js';
import { chatRoutes } from './chat-routes.js';
import { errorResponse, unknownRoute } from './error-responses.js';
import { readFormatName } from './formats/formats.js';
import { defaultLimits } from './limits.js';
import { builtInSource } from './model/built-in-source.js';
import { humanPace } from './model/pace.js';
import { securityHeaders } from './security-headers.js';
import { apiSource } from './upstream/api-source.js';

/** @param {import('./types.js').DemoServerOptions} [options] */
export function createDemoServer(options = {}) {
  const { env = {}, random = Math.random, delay = realDelay } = options;
  const { pace = humanPace(delay, random) } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const store = new AnswerStore(limits, delay);
  const formatName = readFormatName(env);
  const source = apiSource(env, formatName ?? 'openai-chat') ?? builtInSource(pace, random);

  const app = express();
  app.disable('x-powered-by');
  app.use(securityHeaders);
  app.use('/api', chatRoutes(formatName, source, store, limits), unknownRoute, errorResponse);
  const server = createServer(app);

  return {
    app,
    /**
     * @param {number} port 0 for any free one
     * @param {string} [host]
     * @returns {Promise<number>} the port it listens on
     */
    listen(port, host = '127.0.0.1') {
      return new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => {
          server.off('error', reject);
          const address = server.address();
          resolve(typeof address === 'object' && address !== null ? address.port : port);
        });
      });
    },
    /** Stops every answer and drops every connection: an open stream must not keep the process alive. */
    async close() {
      store.close();
      if (!server.listening) return;
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
    },
  };
}

/** @type {import('./types.js').Delay} */
const realDelay = (milliseconds, signal) => sleep(milliseconds, undefined, { signal, ref: false });
