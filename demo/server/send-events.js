// Sends an answer's events to one response, from a position on, at the speed the reader takes them.
// The last step on the way out; it knows HTTP and nothing of models, nor of what the events look like.

import { once } from 'node:events';

/**
 * @param {import('express').Response} response
 * @param {import('./answer.js').Answer} answer
 * @param {Readonly<Record<string, string>>} headers of the answer's format
 * @param {number} position the last event the reader already has; -1 for none
 * @returns {Promise<void>} resolves when the response has ended or its reader has left
 */
export async function sendEvents(response, answer, headers, position) {
  const left = new AbortController();
  response.once('close', () => left.abort());
  // A response closed before this line never emits 'close' again, nor 'drain'.
  if (response.destroyed) left.abort();
  const removeReader = answer.addReader(() => response.destroy());
  response.writeHead(200, headers);
  response.flushHeaders();
  try {
    for await (const event of answer.eventsAfter(position, left.signal)) {
      const taken = response.write(event);
      // A reader that stops reading must not make this process hold the stream a second time.
      if (!taken) await once(response, 'drain', { signal: left.signal });
    }
    response.end();
  } catch (error) {
    if (!left.signal.aborted) throw error;
  } finally {
    removeReader();
  }
}
