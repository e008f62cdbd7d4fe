// A connection to Redis that fails at the start if it cannot be made, and is restored by itself later.

import { createClient } from 'redis';

/** @typedef {Awaited<ReturnType<typeof connect>>} Redis */

/** @param {string} url */
export async function connect(url) {
  let wasConnected = false;
  let isReady = false;
  const client = createClient({
    url,
    // While Redis is away commands fail at once: a reader gets an error instead of waiting without end.
    disableOfflineQueue: true,
    // A busy process must not take its own delay for a failure of Redis.
    commandOptions: { timeout: 0 },
    // A connection that delivers nothing although it is pinged is dead.
    pingInterval: 5000,
    socket: {
      connectTimeout: 3000,
      socketTimeout: 15_000,
      reconnectStrategy: (retries, cause) =>
        wasConnected ? Math.min(100 * 2 ** Math.min(retries, 10), 2000) : cause,
    },
  });
  // Without a listener an 'error' event would end the process.
  client.on('error', (error) => {
    if (wasConnected && isReady) console.error(`Redis: connection lost (${describe(error)}).`);
    isReady = false;
  });
  client.on('ready', () => {
    if (wasConnected) console.error('Redis: connected again.');
    isReady = true;
  });
  await client.connect().catch((error) => {
    throw new Error(
      `Could not connect to Redis at ${new URL(url).host} (${describe(error)}). Is it running, and is REDIS_URL right?`,
      { cause: error },
    );
  });
  wasConnected = true;
  return client;
}

/** @param {unknown} error */
function describe(error) {
  const { code, originalError } =
    /** @type {{ code?: string, originalError?: { code?: string } }} */ (error);
  return code ?? originalError?.code ?? String(error);
}
