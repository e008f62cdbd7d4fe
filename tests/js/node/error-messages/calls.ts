// Calls that fail, for the list of error messages.
import { expect } from 'vitest';
import {
  type EventSource,
  fetchEventSource,
  type FetchEventSourceInit,
} from '../../../../js/src/index.js';
import { startServer, type Respond } from '../../support/server.js';

/** Name and phase of an error, its message, and a call that fails with it. A star in a message matches any text. */
export type ListedError = readonly [kind: string, message: string, fail: () => unknown];

export const NOWHERE = 'http://127.0.0.1/';
export const STREAM = { 'content-type': 'text/event-stream' };
export const POST = { method: 'POST', body: '{}' };
export const CONTEXT = { attempt: 1, messagesDelivered: 0, retryable: false };
export const once = { retry: false } as const;

export const fails = (): never => {
  throw new RangeError('mine');
};

export const call = (init: object): Promise<unknown> => fetchEventSource(NOWHERE, init);

export const responding = (
  response: () => Response,
  init: FetchEventSourceInit = once,
): Promise<unknown> => call({ fetch: async () => response(), ...init });

/** The first message is followed by a lost connection. */
export async function served(
  respond: Respond,
  init: FetchEventSourceInit = once,
): Promise<unknown> {
  const server = await startServer(respond);
  const onmessage = (): void => server.dropConnections();
  return fetchEventSource(server.url, { onmessage, ...init });
}

export async function all(items: AsyncIterable<unknown>): Promise<void> {
  for await (const item of items) expect(item).toBeDefined();
}

/** Rejects with the error of the first `error` event. */
export const errorEventOf = (source: EventSource): Promise<unknown> =>
  new Promise((_resolve, reject) => {
    source.onerror = ({ error }) => {
      source.close();
      reject(error ?? new Error('no error'));
    };
  });

export const streamOf = (text: string): Response => new Response(text, { headers: STREAM });

export const bodyOf = (text: string): ReadableStream<Uint8Array> =>
  streamOf(text).body ?? new ReadableStream();
