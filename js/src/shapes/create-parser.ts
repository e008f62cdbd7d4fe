// createParser: parses chunks synchronously and calls back. Source compatible with eventsource-parser.
import type { ParseError } from '../errors.js';
import { checkedLimit, type ParserLimit } from '../parsing/max-event-bytes.js';
import { loadedParserRuntime } from '../parsing/parser-runtime.js';
import { PushParser, type ParserCallbacks } from '../parsing/push-parser.js';
import type { ParsedMessage } from '../types.js';

/**
 * Options of {@link createParser}. Callbacks are called inside `feed`, in the order of the stream. If a callback throws, `feed`
 * throws the same value, and the next `feed` continues with the rest of the chunk.
 */
export interface ParserConfig extends ParserCallbacks, ParserLimit {
  /** Called for every event. */
  onEvent?: ((message: ParsedMessage) => void) | undefined;
  /**
   * Called for every line that the standard ignores, except comments. Parsing continues.
   *
   * If an event is larger than `maxEventBytes`, it is called once with an {@link EventTooLargeError}. Every further `feed`
   * throws a TypeError until `reset` is called. Without `onError`, the `feed` with the large event throws the
   * {@link EventTooLargeError}.
   */
  onError?: ((error: ParseError) => void) | undefined;
}

/** The parser that {@link createParser} returns. */
export interface EventSourceParser {
  /**
   * Parses the next chunk and calls the callbacks.
   *
   * @param chunk - Bytes (UTF-8) or a string, of any size and split anywhere.
   * @throws TypeError if `chunk` is neither bytes nor a string, or if an event was too large and `reset` was not called.
   */
  feed(chunk: Uint8Array | string): void;
  /**
   * Discards an unfinished event and frees its memory. The next `feed` starts another stream.
   *
   * @param options - With `consume: true`, an unfinished line is parsed first. If the text was not an event stream, `onError`
   * is then called for its last line too.
   */
  reset(options?: { consume?: boolean | undefined }): void;
}

/**
 * Creates a parser for chunks that you read yourself. Wait for {@link ready} first. A parser does not have to be closed.
 *
 * {@link https://html.spec.whatwg.org/#event-stream-interpretation | HTML standard, interpreting an event stream}
 *
 * @example
 * ```ts
 * import { createParser, ready } from 'post-event-source';
 *
 * await ready();
 * const parser = createParser({ onEvent: ({ event, data }) => console.log(event, data) });
 *
 * parser.feed('event: add\nda');
 * parser.feed('ta: one\n\n');
 * ```
 *
 * @param config - The callbacks and the size limit.
 * @returns A parser with the methods `feed` and `reset`.
 * @throws {@link RuntimeUnavailableError} if {@link ready} has not resolved.
 * @throws TypeError if `config` is not an object.
 * @throws RangeError if `maxEventBytes` is out of range.
 */
export function createParser(config: ParserConfig): EventSourceParser {
  const value: unknown = config;
  if (typeof value !== 'object' || value === null) {
    throw new TypeError(
      `Expected an object with callbacks such as { onEvent }, got ${value === null ? 'null' : typeof value}`,
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
