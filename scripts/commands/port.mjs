// Reads the PORT variable of `npm run demo`.
import { UserError } from '../support/user-error.mjs';

const defaultPort = 8080;

/**
 * @param {string | undefined} text
 * @returns {number}
 */
export function readPort(text) {
  if (text === undefined || text === '') return defaultPort;
  // Number() alone would take '0x50', '8e3' and ' 80 '.
  const port = /^\d+$/.test(text) ? Number(text) : NaN;
  if (port >= 1 && port <= 65535) return port;
  throw new UserError(
    `PORT has to be a whole number from 1 to 65535; it is ${JSON.stringify(text)}.`,
  );
}
