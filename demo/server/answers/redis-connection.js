// A connection to Redis. If it cannot be made at the start, that is an error; if it is lost later, it is restored.

import { createClient } from 'redis';

/** @typedef {Awaited<ReturnType<typeof connect>>} Redis */

/** @param {string} url */
export async function connect(url) {
  let isFirst = true;
  let isLost = false;
  const client = createClient({
    url,
    // Without a connection, commands fail at once: a reader gets an error instead of waiting without end.
    disableOfflineQueue: true,
    // If this process is busy, a late response is not a failure of Redis.
    commandOptions: { timeout: 0 },
    // A connection on which a ping gets no response is dead.
    pingInterval: 5000,
    socket: {
      connectTimeout: 3000,
      socketTimeout: 15_000,
      reconnectStrategy: (retries, cause) =>
        isFirst ? cause : Math.min(100 * 2 ** Math.min(retries, 10), 2000),
    },
  });
  // Without a listener, an 'error' event ends the process.
  client.on('error', (error) => {
    if (!isFirst && !isLost) console.error(`Redis: connection lost (${describe(error)}).`);
    isLost = true;
  });
  client.on('ready', () => {
    if (!isFirst) console.error('Redis: connected again.');
    isLost = false;
  });
  await client.connect().catch((error) => {
    throw new Error(
      `Could not connect to Redis at ${new URL(url).host} (${describe(error)}). Is it running, and is REDIS_URL right?`,
      { cause: error },
    );
  });
  isFirst = false;
  return client;
}

/** @param {any} error */
const describe = (error) => error.code ?? error.originalError?.code ?? String(error);
