// The contenders that read a whole response in a page, each used as in a program.
import { fetchEventSource as fetchPeerEventSource } from '@microsoft/fetch-event-source';
import { createParser as createPeerParser } from 'eventsource-parser';
import { fetchEventSource } from '../../js/src/index.js';
import { EVENT_TYPES } from '../fixtures/workloads.js';
import type { Take } from './delivered.js';
import type { ReaderName } from './names.js';

/** Resolves at the end of the response. */
export type Reader = (url: string, take: Take) => Promise<void>;

const POST = { method: 'POST', body: '{"stream":true}' };

async function post(url: string): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const { body } = await fetch(url, POST);
  if (body === null) {
    throw new TypeError('Expected a response with a body');
  }
  return body;
}

export const readers: Readonly<Record<ReaderName, Reader>> = {
  'reading and dropping': async (url) => {
    const reader = (await post(url)).getReader();
    while (!(await reader.read()).done);
  },
  'post-event-source': (url, take) => fetchEventSource(url, { ...POST, onmessage: take }),
  'eventsource-parser': async (url, take) => {
    const parser = createPeerParser({ onEvent: take });
    const reader = (await post(url)).pipeThrough(new TextDecoderStream()).getReader();
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
      parser.feed(value ?? '');
    }
  },
  'fetch-event-source': (url, take) =>
    fetchPeerEventSource(url, {
      ...POST,
      openWhenHidden: true,
      onmessage: take,
      onerror: (error) => {
        throw error;
      },
    }),
  'native EventSource': (url, take) =>
    new Promise((resolve) => {
      const source = new EventSource(url);
      source.onmessage = ({ data, lastEventId }: MessageEvent<string>) =>
        take({ data, id: lastEventId });
      for (const type of EVENT_TYPES) {
        source.addEventListener(type, ({ data, lastEventId }: MessageEvent<string>) =>
          take({ data, event: type, id: lastEventId }),
        );
      }
      // The end of a response is an error for an EventSource, which would send the request again.
      source.onerror = () => {
        source.close();
        resolve();
      };
    }),
};
