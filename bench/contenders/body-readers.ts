// The contenders that read the body of a response, each used as in a program. This package is the
// published build.
import { fetchEventSource as fetchPeerEventSource } from '@microsoft/fetch-event-source';
import { createParser as createPeerParser } from 'eventsource-parser';
import { eventStream, fetchEventSource } from 'post-event-source';
import type { Take } from './delivered.js';
import type { BodyReaderName } from './names.js';

/** Resolves at the end of the body of the response. */
export type BodyReader = (url: string, fetch: typeof globalThis.fetch, take: Take) => Promise<void>;

export const POST = { method: 'POST', body: '{"stream":true}' };

export const bodyReaders: Readonly<Record<BodyReaderName, BodyReader>> = {
  'reading and dropping': async (url, fetch) => {
    const reader = readerOf(await fetch(url, POST));
    while (!(await reader.read()).done);
  },
  'post-event-source': (url, fetch, take) =>
    fetchEventSource(url, { ...POST, fetch, onmessage: take }),
  eventStream: async (url, fetch, take) => {
    for await (const message of eventStream(url, { ...POST, fetch })) {
      take(message);
    }
  },
  'eventsource-parser': async (url, fetch, take) => {
    const parser = createPeerParser({ onEvent: take });
    const decoder = new TextDecoder();
    const reader = readerOf(await fetch(url, POST));
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
      parser.feed(decoder.decode(value, { stream: true }));
    }
  },
  'fetch-event-source': (url, fetch, take) => {
    // @microsoft/fetch-event-source uses both when it ends, even in Node.
    const host = globalThis as { window?: unknown; document?: unknown };
    host.window ??= globalThis;
    host.document ??= { removeEventListener: () => undefined };
    return fetchPeerEventSource(url, {
      ...POST,
      fetch,
      openWhenHidden: true,
      onmessage: take,
      onerror: (error) => {
        throw error;
      },
    });
  },
};

function readerOf({ body }: Response): ReadableStreamDefaultReader<Uint8Array> {
  if (body === null) {
    throw new TypeError('Expected a response with a body');
  }
  return body.getReader();
}
