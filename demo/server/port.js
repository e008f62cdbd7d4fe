// The PORT variable of `npm run demo`.

const DEFAULT_PORT = 8080;

/** @param {string | undefined} text */
export function readPort(text) {
  if (text === undefined || text === '') return DEFAULT_PORT;
  // Number() alone would accept '0x50', '8e3' and ' 80 '.
  const port = /^\d+$/.test(text) ? Number(text) : NaN;
  if (port >= 1 && port <= 65535) return port;
  throw new Error(`PORT has to be a whole number from 1 to 65535; it is ${JSON.stringify(text)}.`);
}
