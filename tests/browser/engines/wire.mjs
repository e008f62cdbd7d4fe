// The protocol between a page and its test servers over one WebSocket: a message in JSON, and the
// bytes of a body. Used by relay.mjs in Node and by page/host.ts in browsers.

/**
 * @typedef {object} Request
 * @property {string} method
 * @property {string} path
 * @property {Record<string, string | string[] | undefined>} headers
 * @property {string} body
 */

/**
 * The messages of a page, in order. `server` and `question` are numbers of the page, `response` is a number of Node.
 * @typedef {{ type: 'open', server: number }
 *   | { type: 'cut', server: number }
 *   | { type: 'close', server: number }
 *   | { type: 'writeHead', response: number, status: number, headers: Record<string, string | number> }
 *   | { type: 'flushHeaders' | 'write' | 'end' | 'destroy', response: number }
 *   | { type: 'ping', question: number }
 *   | { type: 'urlWithoutServer', question: number }} FromPage
 */

/**
 * The messages to a page. A response's `written` come in the order of its writes.
 * @typedef {{ type: 'opened', server: number, path: string }
 *   | { type: 'closed', server: number }
 *   | { type: 'socketCarries', server: number, socket: number }
 *   | { type: 'socketClosed', server: number, socket: number }
 *   | { type: 'request', server: number, response: number, request: Request }
 *   | { type: 'written' | 'gone', response: number }
 *   | { type: 'answer', question: number, text: string }
 *   | { type: 'fault', message: string }} ToPage
 */

const nothing = new Uint8Array(0);

/**
 * @param {FromPage | ToPage} message
 * @param {Uint8Array} [bytes]
 * @returns {Uint8Array<ArrayBuffer>} the length of the JSON in four bytes, the JSON, the bytes
 */
export function encode(message, bytes = nothing) {
  const json = new TextEncoder().encode(JSON.stringify(message));
  const frame = new Uint8Array(4 + json.length + bytes.length);
  new DataView(frame.buffer).setUint32(0, json.length);
  frame.set(json, 4);
  frame.set(bytes, 4 + json.length);
  return frame;
}

/**
 * @template {FromPage | ToPage} Message
 * @param {Uint8Array} frame
 * @returns {{ message: Message, bytes: Uint8Array }}
 */
export function decode(frame) {
  const length = new DataView(frame.buffer, frame.byteOffset).getUint32(0);
  const json = new TextDecoder().decode(frame.subarray(4, 4 + length));
  return { message: JSON.parse(json), bytes: frame.subarray(4 + length) };
}
