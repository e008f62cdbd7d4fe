// The contenders that read the body of a response, each as its users write it.
import { fetchEventSource as fetchPeerEventSource } from '@microsoft/fetch-event-source';
import { createParser as createPeerParser } from 'eventsource-parser';
import { eventStream, fetchEventSource } from '../../js/src/index.js';
import type { Take } from './delivered.js';
import type { BodyReaderName } from './names.js';

/** Resolves at the end of the body. */
export type BodyReader = (response: Response, take: Take) => Promise<void>;

/** No server has it: the response is there already. */
const URL = 'http://127.0.0.1/';

export const bodyReaders: Readonly<Record<BodyReaderName, BodyReader>> = {
  'reading and dropping': async ({ body }) => {
    const reader = readerOf(body);
    while (!(await reader.read()).done);
  },
  'post-event-source': (response, take) =>
    fetchEventSource(URL, { fetch: () => Promise.resolve(response), onmessage: take }),
  eventStream: async (response, take) => {
    for await (const message of eventStream(URL, { fetch: () => Promise.resolve(response) })) {
      take(message);
    }
  },
  'eventsource-parser': async ({ body }, take) => {
    const parser = createPeerParser({ onEvent: take });
    const decoder = new TextDecoder();
    const reader = readerOf(body);
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
      parser.feed(decoder.decode(value, { stream: true }));
    }
  },
  'fetch-event-source': (response, take) => {
    // The peer uses both when it ends, in Node as well.
    const host = globalThis as { window?: unknown; document?: unknown };
    host.window ??= globalThis;
    host.document ??= { removeEventListener: () => undefined };
    return fetchPeerEventSource(URL, {
      fetch: () => Promise.resolve(response),
      openWhenHidden: true,
      onmessage: take,
      onerror: (error) => {
        throw error;
      },
    });
  },
};

function readerOf(body: Response['body']): ReadableStreamDefaultReader<Uint8Array> {
  if (body === null) {
    throw new TypeError('Expected a response with a body');
  }
  return body.getReader();
}
