// Puts the demo's server together and starts it: the model, the store of the answers, the API and the page.

import { once } from 'node:events';
import express from 'express';
import { openMemoryAnswers } from './answers/memory.js';
import { openRedisAnswers } from './answers/redis.js';
import { ApiError, sendError } from './errors.js';
import { Faults } from './faults/faults.js';
import { builtInModel } from './model/built-in.js';
import { upstreamModel } from './model/upstream.js';
import { chatRoutes } from './routes.js';
import { checkHost, securityHeaders } from './security.js';

/** @import { Model, Settings } from './types.js' */

/** @import { RequestHandler } from 'express' */

/**
 * If the port is 0, listens on a free one.
 * @param {Settings} settings @param {{ model?: Model, page?: RequestHandler }} [parts]
 */
export async function startServer(settings, parts = {}) {
  const { api, upstream, limits, redisUrl, hosts, host, port } = settings;
  const answers = redisUrl ? await openRedisAnswers(redisUrl, limits) : openMemoryAnswers(limits);
  const model = parts.model ?? (upstream ? upstreamModel(api, upstream) : await builtInModel(api));

  const app = express();
  app.disable('x-powered-by');
  app.use(securityHeaders, checkHost([...hosts, host]));
  app.use('/api', chatRoutes(model, answers, new Faults(), limits), unknownRoute, sendError);
  if (parts.page) app.use(parts.page);

  const closeParts = async () => {
    await answers.close();
    await model.close();
  };
  const server = app.listen(port, host);
  await once(server, 'listening').catch(async (cause) => {
    await closeParts();
    throw new Error(explainListenError(cause.code, settings), { cause });
  });
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  const name = host === '127.0.0.1' || host === '0.0.0.0' ? 'localhost' : host;
  return {
    url: `http://${name.includes(':') ? `[${name}]` : name}:${address.port}/`,
    /** Stops every answer and closes every connection: an open stream must not keep the process alive. */
    close: async () => {
      await closeParts();
      server.close();
      server.closeAllConnections();
    },
  };
}

/** @param {string} code @param {Settings} settings */
function explainListenError(code, { port, host }) {
  if (code === 'EADDRINUSE') {
    return `Port ${port} is already in use. Stop the program that uses it, or choose another: PORT=${port + 1} npm run demo`;
  }
  const advice = code === 'EACCES' ? ' Choose a port above 1023: PORT=8080 npm run demo' : '';
  return `Could not listen on ${host}:${port} (${code}).${advice}`;
}

/** @type {import('express').RequestHandler} */
function unknownRoute({ method, originalUrl }) {
  throw new ApiError(404, 'no_such_route', `No route for ${method} ${originalUrl.slice(0, 200)}.`);
}
