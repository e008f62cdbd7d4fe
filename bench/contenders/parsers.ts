// The contenders that parse chunks of bytes, each through the fastest way of its public API.
import { getLines, getMessages } from '@microsoft/fetch-event-source/lib/esm/parse.js';
import { createParser as createPeerParser } from 'eventsource-parser';
import { createParser, ready } from '../../js/src/index.js';
import type { Take } from './delivered.js';
import type { ParserName } from './names.js';

export interface OpenParser {
  feed(chunk: Uint8Array): void;
  /** The end of the stream. */
  end(): void;
}

export interface ParserContender {
  /** Loads the contender, once. */
  readonly load: () => Promise<unknown>;
  /** A parser for one stream. */
  readonly open: (take: Take) => OpenParser;
}

const nothing = (): void => undefined;

export const parsers: Readonly<Record<ParserName, ParserContender>> = {
  'post-event-source': {
    load: ready,
    open: (take) => {
      const parser = createParser({ onEvent: take });
      return {
        feed: (chunk) => parser.feed(chunk),
        end: () => parser.reset(),
      };
    },
  },
  'eventsource-parser': {
    load: () => Promise.resolve(),
    open: (take) => {
      const decoder = new TextDecoder();
      const parser = createPeerParser({ onEvent: take });
      return {
        feed: (chunk) => parser.feed(decoder.decode(chunk, { stream: true })),
        end: () => parser.reset(),
      };
    },
  },
  'fetch-event-source': {
    load: () => Promise.resolve(),
    open: (take) => ({ feed: getLines(getMessages(nothing, nothing, take)), end: nothing }),
  },
  TextDecoder: {
    load: () => Promise.resolve(),
    open: (take) => {
      const decoder = new TextDecoder();
      return {
        feed: (chunk) => take({ data: decoder.decode(chunk, { stream: true }) }),
        end: nothing,
      };
    },
  },
};
