// createParser: the synchronous shape, source compatible with eventsource-parser. Chunks in, callbacks out.
import type { ParseError } from '../errors.js';
import { checkedLimit, type ParserLimit } from '../parsing/max-event-bytes.js';
import { loadedParserRuntime } from '../parsing/parser-runtime.js';
import { PushParser, type ParserCallbacks } from '../parsing/push-parser.js';
import type { ParsedMessage } from '../types.js';

/**
 * Options of {@link createParser}. All callbacks are called inside `feed`, in the order of the stream. If a callback throws,
 * `feed` throws the same value, and the next `feed` continues with the rest of the chunk.
 */
export interface ParserConfig extends ParserCallbacks, ParserLimit {
  /** Called for every dispatched event. */
  onEvent?: ((message: ParsedMessage) => void) | undefined;
  /**
   * Called for a line that the standard ignores; parsing continues. Called once with an {@link EventTooLargeError} if an event is
   * larger than `maxEventBytes`; every further `feed` throws a TypeError, until `reset`. Without `onError`, the `feed` with the
   * large event throws the {@link EventTooLargeError}.
   */
  onError?: ((error: ParseError) => void) | undefined;
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
  const maxEventBytes = checkedLimit(config);
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
