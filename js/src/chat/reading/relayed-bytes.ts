// The bytes of an answer for chatFetch: complete events, unchanged, without repeated ones.
import { EventBorders } from './event-borders.js';

const BYTE_ORDER_MARK_BYTES = 3;
/** Ends an unfinished line and an unfinished event. */
const EVENT_END = Uint8Array.of(0x0a, 0x0a);

export class RelayedBytes {
  #borders = new EventBorders();
  #responses = 0;
  /** Whether no bytes of the current response were taken. */
  #isNew = true;
  /** Bytes that were read and not taken, starting with those of an unfinished event. */
  #pieces: Uint8Array[] = [];
  /** Events with data since the last `take`, and the numbers of those that were not accepted. */
  #messages = 0;
  #refused: number[] = [];
  /** The number of following messages that are not events. */
  #others = 0;
  /** The number of the message that reports an error. */
  #failed: number | undefined;

  /** Must be called at the start of a response. Discards an unfinished event of the previous one. */
  begin(): void {
    this.#borders = new EventBorders();
    this.#responses += 1;
    this.#isNew = true;
    this.#pieces = [];
    this.#reset();
  }

  /** Adds bytes of the body. */
  add(bytes: Uint8Array): void {
    this.#borders.read(bytes);
    this.#pieces.push(bytes);
  }

  /** Adds messages that are not events: bare JSON, or lines that the standard ignores. */
  addOthers(count: number): void {
    this.#others += count;
  }

  /** Adds a message. Its bytes are discarded unless `accept` follows. */
  addMessage(): void {
    if (this.#others > 0) {
      this.#others -= 1;
      this.#refused.push(-1);
    } else {
      this.#refused.push(this.#messages);
      this.#messages += 1;
    }
  }

  /** `isError`: the message reports an error of the API. */
  accept(isError: boolean): void {
    const number = this.#refused.pop();
    this.#failed ??= isError ? number : undefined;
  }

  /**
   * Returns the events that are complete. An error begins a chunk of its own: streams that are piped then deliver what is
   * before it, although the body fails after it.
   */
  take(): Uint8Array[] {
    const { messages, complete, mark } = this.#borders;
    const all = joined(this.#pieces);
    const between = (from: number, to: number): Uint8Array => {
      const parts: Uint8Array[] = [];
      let at = from;
      for (const number of this.#refused) {
        const { start = 0, end = 0 } = messages[number] ?? {};
        if (end > from && end <= to) {
          parts.push(all.subarray(at, start));
          at = end;
        }
      }
      return joined([...parts, all.subarray(at, to)]);
    };
    // A mark in the middle of a body would be taken for the name of a field.
    const hasMark = this.#isNew && this.#responses > 1 && mark === BYTE_ORDER_MARK_BYTES;
    const first = hasMark ? Math.min(mark, complete) : 0;
    const error = messages[this.#failed ?? -1]?.start ?? complete;
    const chunks = [between(first, error), between(Math.max(first, error), complete)];
    this.#isNew &&= complete === 0;
    this.#borders.rebase(complete);
    // A copy, because who gets a chunk may transfer its buffer.
    this.#pieces = complete < all.length ? [all.slice(complete)] : [];
    this.#reset();
    return chunks.filter(({ length }) => length > 0);
  }

  /**
   * Returns what is left at the end of a body. If it is a message although nothing terminates it, it is terminated.
   *
   * @param isWhole - The answer is complete, so that the rest is passed on as it came. Otherwise it is dropped.
   */
  takeEnd(isWhole: boolean): Uint8Array[] {
    const isMessage = this.#messages > this.#borders.messages.length;
    const isRefused = this.#refused.includes(this.#messages - 1);
    const chunks = this.take();
    const rest = this.#pieces;
    this.#pieces = [];
    if (isMessage) {
      return isRefused ? chunks : [...chunks, joined([...rest, EVENT_END])];
    }
    return isWhole ? [...chunks, ...rest] : chunks;
  }

  #reset(): void {
    this.#messages = 0;
    this.#refused = [];
    this.#others = 0;
    this.#failed = undefined;
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const filled = parts.filter(({ length }) => length > 0);
  if (filled.length === 1 && filled[0] !== undefined) {
    return filled[0];
  }
  const whole = new Uint8Array(filled.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of filled) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
