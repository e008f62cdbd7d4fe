// Measures one answer: its pauses and resumptions, as the package tells them, and its tokens, on a clock that it is given:
// the server's first event comes before the first token, and is none.

import type { StreamStatus } from 'post-event-source';

export interface Reading {
  firstTokenMilliseconds: number;
  tokens: number;
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
  #tokens = 0;
  #longestPause = 0;
  #opened = 0;

  constructor(now: () => number) {
    this.#now = now;
    this.#asked = now();
  }

  token(): void {
    this.#last = this.#now();
    this.#first ??= this.#last;
    this.#tokens += 1;
  }

  status({ state, largestGap }: StreamStatus): void {
    if (state === 'open') this.#opened += 1;
    // The figures of a call: a reader who tries again begins another one.
    this.#longestPause = Math.max(this.#longestPause, largestGap);
  }

  /** undefined until a token has come. */
  read(): Reading | undefined {
    if (this.#first === undefined) return undefined;
    const seconds = (this.#last - this.#first) / 1000;
    return {
      firstTokenMilliseconds: this.#first - this.#asked,
      tokens: this.#tokens,
      tokensPerSecond: seconds > 0 ? (this.#tokens - 1) / seconds : undefined,
      longestPauseMilliseconds: this.#longestPause,
      resumed: this.#opened - 1,
    };
  }
}
