// The package, loaded by the second argument's format, in Node without its compiler. Node's fetch
// needs WebAssembly, so one over node:http replaces it.
import { once } from 'node:events';
import { request } from 'node:http';
import { Readable } from 'node:stream';
import { load } from './load.mjs';
import { printAll } from './print.mjs';

/**
 * @param {string | URL | Request} url
 * @param {RequestInit} [init]
 */
async function fetchByHttp(url, { method, headers, body } = {}) {
  const asking = request(String(url), {
    method: method ?? 'GET',
    headers: Object.fromEntries(new Headers(headers)),
  });
  asking.end(body);
  /** @type {import('node:http').IncomingMessage[]} */
  const [answer] = await once(asking, 'response');
  if (answer === undefined) throw new TypeError('There is no response');
  const { statusCode: status = 0, headers: answered } = answer;
  // Node has two type names for the same streams.
  const stream = /** @type {ReadableStream} */ (Readable.toWeb(answer));
  return new Response(status === 204 ? null : stream, {
    status,
    headers: { 'content-type': answered['content-type'] ?? '' },
  });
}

const [, , , how] = process.argv;
await printAll(await load(how), fetchByHttp);
