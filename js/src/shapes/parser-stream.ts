// EventSourceParserStream: a TransformStream from chunks to messages.
import type { ParseError } from '../errors.js';
import { checkedLimit, type ParserLimit } from '../parsing/max-event-bytes.js';
import { loadParserRuntime } from '../parsing/parser-runtime.js';
import { PushParser, type ParserCallbacks } from '../parsing/push-parser.js';
import type { ParsedMessage } from '../types.js';

/**
 * Options of {@link EventSourceParserStream}. Callbacks are called while a chunk is transformed. If a callback throws, the
 * stream fails with the same value.
 */
export interface EventSourceParserStreamOptions extends ParserCallbacks, ParserLimit {
  /**
   * What happens at a line that the standard ignores, except comments. A function is called with a {@link ParseError}, and
   * parsing continues. With `'terminate'`, the stream fails with the {@link ParseError}.
   *
   * If an event is larger than `maxEventBytes`, the stream always fails with an {@link EventTooLargeError}. A function is
   * called with that error first.
   */
  onError?: 'terminate' | ((error: ParseError) => void) | undefined;
}

/**
 * Parses the chunks of an event stream, bytes (UTF-8) or strings, into messages. It is a TransformStream: the source is read
 * only as fast as the messages are read, and if the stream fails, unread messages of the same chunk are lost.
 *
 * {@link https://streams.spec.whatwg.org/#ts-class | Streams standard, TransformStream}
 *
 * @example
 * ```ts
 * import { EventSourceParserStream } from 'post-event-source';
 *
 * const { body } = await fetch('/api/ticks');
 * for await (const { data } of body!.pipeThrough(new EventSourceParserStream())) {
 *   console.log(data);
 * }
 * ```
 */
export interface EventSourceParserStream extends TransformStream<
  Uint8Array | string,
  ParsedMessage
> {
  readonly readable: ReadableStream<ParsedMessage>;
  readonly writable: WritableStream<Uint8Array | string>;
}

/** The class of {@link EventSourceParserStream}. */
export interface EventSourceParserStreamConstructor {
  readonly prototype: EventSourceParserStream;
  new (options?: EventSourceParserStreamOptions): EventSourceParserStream;
}

// Created by a pure function that bundlers can drop. They keep every class that extends a global.
export const EventSourceParserStream: EventSourceParserStreamConstructor =
  /* @__PURE__ */ defineEventSourceParserStream();

function defineEventSourceParserStream(): EventSourceParserStreamConstructor {
  // Without a global TransformStream, only the constructor fails, not the import of the package.
  const Base = (globalThis as Partial<typeof globalThis>).TransformStream ?? Unavailable;
  const definition = class extends (Base as typeof TransformStream<
    Uint8Array | string,
    ParsedMessage
  >) {
    constructor(options: EventSourceParserStreamOptions = {}) {
      super(transformer(options));
    }
  };
  // Minifiers remove the name of a class.
  return Object.defineProperty(definition, 'name', { value: 'EventSourceParserStream' });
}

/** The base class in an engine without TransformStream. */
function Unavailable(): void {
  throw new TypeError('Expected a global TransformStream, got none: load a polyfill first');
}

function transformer(
  options: EventSourceParserStreamOptions,
): Transformer<Uint8Array | string, ParsedMessage> {
  const maxEventBytes = checkedLimit(options);
  let parser: PushParser | undefined;
  const free = (): void => {
    parser?.reset(false);
  };
  const hooks: Transformer<Uint8Array | string, ParsedMessage> & CancelHook = {
    async start(controller) {
      const runtime = await loadParserRuntime();
      parser = new PushParser(() => runtime, maxEventBytes, {
        ...options,
        onEvent: (message) => {
          controller.enqueue(message);
        },
        onError: errorHandler(options.onError),
      });
    },
    transform(chunk) {
      try {
        parser?.feed(chunk);
      } catch (error) {
        // No other method is called after this one throws.
        free();
        throw error;
      }
    },
    flush: free,
    cancel: free,
  };
  return hooks;
}

/** New in the Streams standard. In engines without it, the memory is freed at garbage collection. */
interface CancelHook {
  cancel(reason: unknown): void;
}

function errorHandler(
  onError: EventSourceParserStreamOptions['onError'],
): ((error: ParseError) => void) | undefined {
  if (!onError) {
    return undefined;
  }
  return (error) => {
    if (onError !== 'terminate') {
      onError(error);
    }
    // An error thrown here fails the stream.
    if (onError === 'terminate' || error.phase === 'limit') {
      throw error;
    }
  };
}
