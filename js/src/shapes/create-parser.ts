// createParser: the synchronous shape, source compatible with eventsource-parser. Chunks in, callbacks out.
import type { EventTooLargeError, ParseError } from '../errors.js';
import { checkedMaxEventBytes } from '../parsing/max-event-bytes.js';
import { loadedParserRuntime } from '../parsing/parser-runtime.js';
import { PushParser, type ParserCallbacks } from '../parsing/push-parser.js';
import type { EventSourceMessage } from '../types.js';

/**
 * Options of {@link createParser}. All callbacks are called inside `feed`, in the order of the stream. If a callback throws,
 * `feed` throws the same value, and the next `feed` continues with the rest of the chunk.
 */
export interface ParserConfig extends ParserCallbacks {
  /** Called for every dispatched event. */
  onEvent?: ((message: EventSourceMessage) => void) | undefined;
  /**
   * Called with a {@link ParseError} for a line that the standard ignores; parsing continues. Called once with an
   * {@link EventTooLargeError} if an event is larger than `maxEventBytes`; every further `feed` throws it, until `reset`.
   * Without `onError`, the `feed` with the large event throws it.
   */
  onError?: ((error: ParseError | EventTooLargeError) => void) | undefined;
  /**
   * The maximum size of one event in bytes as received, from 1 to 268435456 (256 MiB). Unfinished lines count. If an event is
   * larger, the parser fails with an {@link EventTooLargeError}. The unfinished events of all streams may take 256 MiB
   * together. Beyond that, a parser whose event takes more than 1 MiB fails with the same error.
   * @defaultValue 67108864 (64 MiB)
   */
  maxEventBytes?: number | undefined;
}

/** A parser, returned by {@link createParser}. */
export interface EventSourceParser {
  /**
   * Parses the next chunk: bytes (UTF-8) or text, of any size and split anywhere. Throws a TypeError for anything else.
   */
  feed(chunk: Uint8Array | string): void;
  /**
   * Drops an unfinished event and frees its memory. The next `feed` begins another stream. With `consume: true`, an
   * unfinished line is processed first: `onError` is then called for the text of a response that is not an event stream.
   */
  reset(options?: { consume?: boolean | undefined }): void;
}

/**
 * Creates a parser for chunks that you read yourself. Call it after {@link ready} has resolved; otherwise it throws a
 * {@link RuntimeUnavailableError}. A parser need not be closed.
 *
 * {@link https://html.spec.whatwg.org/#event-stream-interpretation | HTML standard, interpreting an event stream}
 */
export function createParser(config: ParserConfig): EventSourceParser {
  const given: unknown = config;
  if (typeof given !== 'object' || given === null) {
    throw new TypeError(
      `Expected an object with callbacks such as { onEvent }, got ${given === null ? 'null' : typeof given}`,
    );
  }
  const maxEventBytes = checkedMaxEventBytes(config.maxEventBytes);
  loadedParserRuntime();
  const parser = new PushParser(loadedParserRuntime, maxEventBytes, config);
  return {
    feed(chunk) {
      parser.feed(chunk);
    },
    reset(options) {
      parser.reset(options?.consume ?? false);
    },
  };
}
