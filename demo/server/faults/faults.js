// Faults that the page sets for an answer: the server misbehaves in a response for it. They apply to this process only.

import { setTimeout as sleep } from 'node:timers/promises';

/** Events that are sent before a fault in the body. */
const before = 12;
const bytesPerSecond = 1500;
const startOverNext = 'start-over-next';
/** If more faults are set, the oldest is deleted. */
const mostArmed = 100;

/** Responses that replace the stream. @type {Record<string, (response: import('express').Response) => unknown>} */
const responses = {
  503: (response) =>
    response
      .status(503)
      .set('retry-after', '3')
      .json({ error: { message: 'Overloaded', type: 'demo_fault', code: '503' } }),
  429: (response) =>
    response
      .status(429)
      .set('retry-after', '2')
      .json({ error: { message: 'Too many requests', type: 'demo_fault', code: '429' } }),
  html: (response) =>
    response.status(502).type('html').send('<!doctype html><h1>502 Bad Gateway</h1>'),
};

/** @typedef {(text: string | Uint8Array) => Promise<void>} Write */
/** @typedef {{ write: Write, response: import('express').Response, left: AbortSignal }} Connection */

/** Faults in the body of a stream. @type {Record<string, (text: string, connection: Connection) => Promise<unknown>>} */
const bodies = {
  cut: async (_text, { response }) => response.destroy(),
  truncate: async (_text, { response }) => response.end(),
  stall: (_text, { left }) => new Promise((resolve) => left.addEventListener('abort', resolve)),
  async garbage(text, { write }) {
    await write(Buffer.from([0xff, 0xfe, 0x00, 0x9f, 0x92, 0x96, 0x0a, 0x0a]));
    await write(`: a comment\r\rretry: soon\nid\u0000: 9\ndata\n\nunknown: ${text.length}\n\n`);
    await write(text);
  },
  async split(text, { write, left }) {
    const bytes = Buffer.from(text);
    // Splits a character of several bytes, if the event has one.
    const wide = bytes.findIndex((byte) => byte > 127);
    const middle = wide === -1 ? bytes.length >> 1 : wide + 1;
    await write(bytes.subarray(0, middle));
    await sleep(20, undefined, { signal: left });
    await write(bytes.subarray(middle));
  },
  async slow(text, { write, left }) {
    await sleep((1000 * text.length) / bytesPerSecond, undefined, { signal: left });
    await write(text);
  },
};

/** These apply to all following events; the others happen once. */
const lasting = new Set(['split', 'slow', 'stall']);

export class Faults {
  /** @type {Map<string, string>} by the ID of the answer */
  #armed = new Map();

  /**
   * Returns whether the connections of the answer have to be cut for the fault to be seen.
   * @param {string} id
   * @param {string} name
   */
  set(id, name) {
    this.#armed.delete(id);
    this.#armed.set(id, name);
    if (this.#armed.size > mostArmed) this.#armed.delete(this.#armed.keys().next().value ?? '');
    return name in responses;
  }

  /**
   * @param {string} id
   * @param {import('express').Response} response
   * @param {boolean} isResumed
   */
  connect(id, response, isResumed) {
    const armed = this.#armed.get(id) ?? '';
    const respond = responses[armed];
    const startsOver = armed === startOverNext || (armed === 'start-over' && isResumed);
    if (respond || startsOver) this.#armed.delete(id);
    respond?.(response);
    return {
      responded: respond !== undefined,
      startsOver,
      /** @param {Write} write @returns {(text: string) => Promise<void>} */
      misbehave: (write) => this.#misbehaving(id, response, write),
    };
  }

  /** @param {string} id @param {import('express').Response} response @param {Write} write */
  #misbehaving(id, response, write) {
    const left = new AbortController();
    response.once('close', () => left.abort());
    const connection = { write, response, left: left.signal };
    let events = 0;
    /** The fault that applies to the next event. */
    let current = '';
    return async (/** @type {string} */ text) => {
      events += 1;
      const armed = this.#armed.get(id) ?? '';
      if (armed in bodies && (events > before || lasting.has(armed))) {
        this.#armed.delete(id);
        current = armed;
      }
      if (armed === 'start-over' && events > before) {
        this.#armed.set(id, startOverNext);
        response.destroy();
        return;
      }
      const fault = bodies[current];
      if (!fault) return write(text);
      if (!lasting.has(current)) current = '';
      await fault(text, connection);
    };
  }
}
