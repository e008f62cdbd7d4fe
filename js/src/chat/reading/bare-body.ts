// Detects a body of JSON, NDJSON or HTML by its first character, and reads its messages.
import type { EventSourceMessage } from '../../types.js';
import { JsonScanner } from './json-scanner.js';

/** The UTF-8 byte order mark, and white space. */
const SKIPPED = new Set([0xef, 0xbb, 0xbf, 0x20, 0x09, 0x0a, 0x0d]);
const FIRST_OF_JSON = ['{', '['];
const FIRST_OF_MARKUP = '<';

export class BareBody {
  readonly #scanner = new JsonScanner();
  #decoder: TextDecoder | undefined;
  #kind: 'unknown' | 'bare' | 'framed' = 'unknown';
  /** The start of the text, up to the end of the chunk with the first character. */
  start = '';
  isMarkup = false;

  /** Whether the body is an event stream. */
  get isFramed(): boolean {
    return this.#kind === 'framed';
  }

  /** The length of an unfinished JSON object. */
  get pending(): number {
    return this.#scanner.pending;
  }

  /** Returns the messages that the bytes complete, or `undefined` for an event stream. */
  read(bytes: Uint8Array): EventSourceMessage[] | undefined {
    if (this.#kind === 'unknown') {
      const first = bytes.find((byte) => !SKIPPED.has(byte));
      if (first === undefined) {
        return undefined;
      }
      const character = String.fromCharCode(first);
      this.isMarkup = character === FIRST_OF_MARKUP;
      this.#kind = this.isMarkup || FIRST_OF_JSON.includes(character) ? 'bare' : 'framed';
    }
    if (this.#kind === 'framed') {
      return undefined;
    }
    this.#decoder ??= new TextDecoder();
    const text = this.#decoder.decode(bytes, { stream: true });
    this.start ||= text;
    return this.isMarkup ? [] : this.#scanner.scan(text).map(messageOf);
  }
}

export const messageOf = (data: string): EventSourceMessage => ({
  data,
  event: '',
  id: '',
  retry: undefined,
});
