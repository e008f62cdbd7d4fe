// EventSourceParserStream: the shape for pipes. Chunks in at one side, messages out at the other.
import type { ParseError } from '../errors.js';
import { checkedLimit, type ParserLimit } from '../parsing/max-event-bytes.js';
import { loadParserRuntime } from '../parsing/parser-runtime.js';
import { PushParser, type ParserCallbacks } from '../parsing/push-parser.js';
import type { ParsedMessage } from '../types.js';

/**
 * Options of {@link EventSourceParserStream}. Callbacks are called while a chunk is transformed. If a callback throws, the stream fails
 * with the same value.
 */
export interface EventSourceParserStreamOptions extends ParserCallbacks, ParserLimit {
  /**
   * A function is called for a line that the standard ignores. With `'terminate'`, the stream fails at such a line with its
   * {@link ParseError}. If an event is larger than `maxEventBytes`, the function is called and the stream always fails, both with an
   * {@link EventTooLargeError}.
   */
  onError?: 'terminate' | ((error: ParseError) => void) | undefined;
}

/**
 * A TransformStream from chunks of an event stream, bytes (UTF-8, cut anywhere) or text, to its messages:
 * `response.body.pipeThrough(new EventSourceParserStream())`. A chunk is parsed when a message is asked for, so that the
 * source is read no faster than the messages are. Needs no {@link ready}. What errors the stream takes the unread messages
 * of its chunk with it, as in any TransformStream.
 *
 * {@link https://streams.spec.whatwg.org/#ts-class | Streams standard, TransformStream}
 */
export interface EventSourceParserStream extends TransformStream<
  Uint8Array | string,
  ParsedMessage
> {
  readonly readable: ReadableStream<ParsedMessage>;
  readonly writable: WritableStream<Uint8Array | string>;
}

/** Makes {@link EventSourceParserStream}s. */
export interface EventSourceParserStreamConstructor {
  readonly prototype: EventSourceParserStream;
  new (options?: EventSourceParserStreamOptions): EventSourceParserStream;
}

// Made by a function, which a bundler may leave out: it has to keep a class that extends what it does not know.
export const EventSourceParserStream: EventSourceParserStreamConstructor =
  /* @__PURE__ */ defineEventSourceParserStream();

function defineEventSourceParserStream(): EventSourceParserStreamConstructor {
  // Importing the package must not fail where there is no TransformStream and nobody asks for one.
  const Base = (globalThis as Partial<typeof globalThis>).TransformStream ?? Unavailable;
  const definition = class extends (Base as typeof TransformStream<
    Uint8Array | string,
    ParsedMessage
  >) {
    constructor(options: EventSourceParserStreamOptions = {}) {
      super(transformer(options));
    }
  };
  // Minifiers take the name from a class that nobody calls by it.
  return Object.defineProperty(definition, 'name', { value: 'EventSourceParserStream' });
}

/** Throws when somebody wants one after all. */
function Unavailable(): void {
  throw new TypeError('Expected an engine with TransformStream, got none');
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
        // What errors the stream is the last thing that it is asked.
        free();
        throw error;
      }
    },
    flush: free,
    cancel: free,
  };
  return hooks;
}

/** New in the Streams standard: an engine that does not know it leaves the memory to the garbage collector. */
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
    // What is thrown here errors the stream.
    if (onError === 'terminate' || error.phase === 'limit') {
      throw error;
    }
  };
}
