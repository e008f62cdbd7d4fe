// EventSourceParserStream: the shape for pipes. Chunks in at one side, messages out at the other.
import { EventTooLargeError, type ParseError } from '../errors.js';
import { checkedMaxEventBytes } from '../parsing/max-event-bytes.js';
import { loadParserRuntime } from '../parsing/parser-runtime.js';
import { PushParser, type ParserCallbacks } from '../parsing/push-parser.js';
import type { EventSourceMessage } from '../types.js';

/** Options of {@link EventSourceParserStream}. Callbacks run while a chunk is transformed; what they throw errors the stream. */
export interface EventSourceParserStreamOptions extends ParserCallbacks {
  /**
   * What becomes of a line that the standard ignores: a function fires for it, `'terminate'` errors the stream with the
   * {@link ParseError}, and otherwise it is ignored. An event past `maxEventBytes` errors the stream in any case, with an
   * {@link EventTooLargeError}.
   */
  onError?: 'terminate' | ((error: ParseError | EventTooLargeError) => void) | undefined;
  /**
   * The most bytes of one event, counted as received, from 1 to 268435456 (256 MiB). An unfinished line of any kind counts.
   * Beyond it the stream fails with an {@link EventTooLargeError}. All streams share a budget of 256 MiB for unfinished events: beyond
   * the budget, a stream whose event takes more than 1 MiB fails with the same error.
   * @defaultValue 67108864 (64 MiB)
   */
  maxEventBytes?: number | undefined;
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
  EventSourceMessage
> {
  readonly readable: ReadableStream<EventSourceMessage>;
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
    EventSourceMessage
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
): Transformer<Uint8Array | string, EventSourceMessage> {
  const maxEventBytes = checkedMaxEventBytes(options.maxEventBytes);
  let parser: PushParser | undefined;
  const free = (): void => {
    parser?.reset(false);
  };
  const hooks: Transformer<Uint8Array | string, EventSourceMessage> & CancelHook = {
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
): ((error: ParseError | EventTooLargeError) => void) | undefined {
  if (onError === undefined) {
    return undefined;
  }
  return (error) => {
    if (onError !== 'terminate') {
      onError(error);
    }
    // What is thrown here errors the stream.
    if (onError === 'terminate' || error instanceof EventTooLargeError) {
      throw error;
    }
  };
}
