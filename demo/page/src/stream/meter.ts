// Measures one answer on a clock that it is given: its pauses and resumptions, as the package reports them, and its tokens,
// as the API counts them, or one for each part.

import type { StreamStatus } from 'post-event-source';
import type { ChatPart } from 'post-event-source/chat';

export interface Reading {
  firstTokenMilliseconds: number;
  tokens: number;
  /** Of the question, if the API counts them. */
  inputTokens: number | undefined;
  tokensPerSecond: number | undefined;
  /** Between any two events, the waiting for another connection included. */
  longestPauseMilliseconds: number;
  resumed: number;
}

export class Meter {
  readonly #now: () => number;
  readonly #asked: number;
  #first: number | undefined;
  #last = 0;
  #parts = 0;
  #usage: { inputTokens?: number; outputTokens?: number } = {};
  #longestPause = 0;
  #opened = 0;

  constructor(now: () => number) {
    this.#now = now;
    this.#asked = now();
  }

  part(part: ChatPart): void {
    if (part.type === 'usage') {
      this.#usage = part;
    } else if (part.type !== 'finish') {
      this.#last = this.#now();
      this.#first ??= this.#last;
      this.#parts += 1;
    }
  }

  status({ state, attempts, largestGap }: StreamStatus): void {
    // A further call reads the answer from its start.
    if (state === 'connecting' && attempts <= 1) this.#parts = 0;
    if (state === 'open') this.#opened += 1;
    // The figures of a call: a reader who tries again begins another one.
    this.#longestPause = Math.max(this.#longestPause, largestGap);
  }

  /** undefined before the first token. */
  read(): Reading | undefined {
    if (this.#first === undefined) return undefined;
    const { inputTokens, outputTokens: tokens = this.#parts } = this.#usage;
    const seconds = (this.#last - this.#first) / 1000;
    return {
      firstTokenMilliseconds: this.#first - this.#asked,
      tokens,
      inputTokens,
      tokensPerSecond: seconds > 0 ? (tokens - 1) / seconds : undefined,
      longestPauseMilliseconds: this.#longestPause,
      resumed: this.#opened - 1,
    };
  }
}
