// The demo's server: the model, the store of the answers, the API and the page.

import { once } from 'node:events';
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
 * @param {{ model?: import('./types.js').Model, page?: import('express').RequestHandler }} [parts] `model` replaces the
 *   model of the settings; `page` serves the page
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
  /** @type {import('node:http').Server | undefined} */
  let server;

  return {
    /** Resolves with the port. @param {number} port 0 for a free one @returns {Promise<number>} */
    listen: (port) =>
      new Promise((resolve, reject) => {
        server = app.listen(port, host, (error) => {
          if (error) return reject(error);
          resolve(/** @type {import('node:net').AddressInfo} */ (server?.address()).port);
        });
      }),
    /** Stops every answer and closes every connection: an open stream must not keep the process alive. */
    async close() {
      await answers.close();
      await model.close();
      const closed = server && once(server, 'close');
      server?.close();
      server?.closeAllConnections();
      await closed;
    },
  };
}

/** @type {import('express').RequestHandler} */
function unknownRoute({ method, originalUrl }) {
  throw new ApiError(404, 'no_such_route', `No route for ${method} ${originalUrl.slice(0, 200)}.`);
}
