// Sends the events of an answer to one response, from a position on, at the pace of its reader.

import { once } from 'node:events';
import { toApiError } from './errors.js';

/** @import { Answers } from './types.js' */

/** Shorter than the `idle` timeout of the page, so that a silent model does not look like a dead connection. */
const keepAliveInterval = 4000;

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  // Otherwise nginx collects the words in a buffer.
  'x-accel-buffering': 'no',
};

/**
 * Resolves when the response has ended or its reader has left.
 * @param {import('express').Response} response
 * @param {Answers} answers
 * @param {string} id
 * @param {number} position of the last event that the reader has, or -1
 * @param {(write: (text: string | Uint8Array) => Promise<void>) => (text: string) => Promise<void>} misbehave
 */
export async function sendEvents(response, answers, id, position, misbehave) {
  const left = new AbortController();
  response.once('close', () => left.abort());
  // A response that is already closed does not emit 'close' again.
  if (response.destroyed) left.abort();
  let isSilent = false;
  const write = misbehave(async (text) => {
    isSilent = false;
    // Waits for a slow reader instead of buffering the rest of the answer.
    if (!response.write(text)) await once(response, 'drain', { signal: left.signal });
  });
  response.writeHead(200, headers);
  response.flushHeaders();
  const keepAlive = setInterval(() => {
    if (isSilent) void write(':\n\n').catch(() => undefined);
    isSilent = true;
  }, keepAliveInterval);
  const reader = { signal: left.signal, cut: () => void response.destroy() };
  try {
    for await (const data of answers.read(id, position, reader)) {
      position += 1;
      await write(`id: ${id}:${position}\ndata: ${data}\n\n`);
    }
  } catch (error) {
    // Without an ID, so that the reader can resume after the last event.
    if (!left.signal.aborted) await write(`data: ${JSON.stringify(toApiError(error))}\n\n`);
  } finally {
    clearInterval(keepAlive);
    response.end();
  }
}
