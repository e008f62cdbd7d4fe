// createParser: the synchronous shape, source compatible with eventsource-parser. Chunks in, callbacks out.
import type { EventTooLargeError, ParseError } from '../errors.js';
import { checkedMaxEventBytes } from '../parsing/max-event-bytes.js';
import { loadedParserRuntime } from '../parsing/parser-runtime.js';
import { PushParser, type ParserCallbacks } from '../parsing/push-parser.js';
import type { EventSourceMessage } from '../types.js';

/**
 * Options of {@link createParser}. All callbacks run inside `feed`, in the order of the stream. What a callback throws,
 * `feed` throws; the rest of the chunk is told by the next `feed`.
 */
export interface ParserConfig extends ParserCallbacks {
  /** Fires for every event that is dispatched. */
  onEvent?: ((message: EventSourceMessage) => void) | undefined;
  /**
   * Fires for a line that the standard ignores (a {@link ParseError}, parsing goes on), and once when an event goes past
   * `maxEventBytes` (an {@link EventTooLargeError}: until `reset`, every further `feed` throws it). Without `onError`,
   * `feed` throws the latter at once.
   */
  onError?: ((error: ParseError | EventTooLargeError) => void) | undefined;
  /**
   * The most bytes of one event, counted as received, from 1 to 268435456 (256 MiB). An unfinished line of any kind counts.
   * Beyond it the parser fails with an {@link EventTooLargeError}. All streams share a budget of 256 MiB for unfinished events: beyond
   * the budget, a stream whose event takes more than 1 MiB fails with the same error.
   * @defaultValue 67108864 (64 MiB)
   */
  maxEventBytes?: number | undefined;
}

/** A parser made by {@link createParser}. */
export interface EventSourceParser {
  /**
   * Parses the next chunk, of any size: bytes (UTF-8, which may be cut anywhere) or text (cut anywhere as well).
   * Throws a TypeError for anything else.
   */
  feed(chunk: Uint8Array | string): void;
  /**
   * Forgets the stream, an unfinished event included, and gives its memory back: the next `feed` begins another stream.
   * With `consume: true` an unfinished line is first taken for finished: an answer that is no event stream, and has no
   * line end, then gets to `onError`.
   */
  reset(options?: { consume?: boolean | undefined }): void;
}

/**
 * Makes a parser for a stream that somebody else reads. {@link ready} must have resolved: otherwise it throws a
 * {@link RuntimeUnavailableError}. Nothing needs to be closed.
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
