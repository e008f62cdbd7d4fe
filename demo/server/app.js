// Puts the demo's server together: which model writes, where answers are stored, what is served.

import { createServer } from 'node:http';
import express from 'express';
import { MemoryAnswers } from './answers/memory.js';
import { openRedisAnswers } from './answers/redis.js';
import { ApiError, sendError } from './errors.js';
import { Faults } from './faults/faults.js';
import { builtInModel } from './model/built-in.js';
import { upstreamModel } from './model/upstream.js';
import { chatRoutes } from './routes.js';
import { checkHost, securityHeaders } from './security.js';

/**
 * @param {import('./types.js').Settings} settings
 * @param {{ model?: import('./types.js').Model, page?: import('express').RequestHandler }} [parts] a model instead of
 *   the one of the settings, and what serves the page
 */
export async function createApp(settings, parts = {}) {
  const { api, upstream, limits, redisUrl, hosts, host } = settings;
  const answers = redisUrl ? await openRedisAnswers(redisUrl, limits) : new MemoryAnswers(limits);
  const model = parts.model ?? (upstream ? upstreamModel(api, upstream) : await builtInModel(api));

  const app = express();
  app.disable('x-powered-by');
  app.use(securityHeaders, checkHost([...hosts, host]));
  app.use('/api', chatRoutes(model, answers, new Faults(), limits), unknownRoute, sendError);
  if (parts.page) app.use(parts.page);
  const server = createServer(app);

  return {
    /** Resolves with the port. @param {number} port 0 for a free one @returns {Promise<number>} */
    listen(port) {
      return new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => {
          server.off('error', reject);
          resolve(/** @type {import('node:net').AddressInfo} */ (server.address()).port);
        });
      });
    },
    /** Stops every answer and drops every connection: an open stream must not keep the process alive. */
    async close() {
      await answers.close();
      await model.close();
      if (!server.listening) return;
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
    },
  };
}

/** @type {import('express').RequestHandler} */
function unknownRoute({ method, originalUrl }) {
  throw new ApiError(404, 'no_such_route', `There is no ${method} ${originalUrl.slice(0, 200)}.`);
}
