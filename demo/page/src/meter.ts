// Measures one answer: its first token, its pauses and resumptions, and its tokens, as the API counts them or one per part.

import type { StreamStatus } from 'post-event-source';
import type { ChatPart } from 'post-event-source/chat';

export class Meter {
  readonly #asked = performance.now();
  #first: number | undefined;
  #last = 0;
  #parts = 0;
  #usage: { inputTokens?: number; outputTokens?: number } = {};
  #longestPause = 0;
  #opened = 0;

  parts(parts: readonly ChatPart[]): void {
    for (const part of parts) {
      if (part.type === 'usage') this.#usage = part;
      else if (part.type !== 'finish') {
        this.#last = performance.now();
        this.#first ??= this.#last;
        this.#parts += 1;
      }
    }
  }

  status({ state, attempts, largestGap }: StreamStatus): void {
    // Another call reads the answer from its start.
    if (state === 'connecting' && attempts <= 1) this.#parts = 0;
    if (state === 'open') this.#opened += 1;
    this.#longestPause = Math.max(this.#longestPause, largestGap);
  }

  /** Empty before the first token. */
  read(): string[] {
    if (this.#first === undefined) return [];
    const { inputTokens, outputTokens: tokens = this.#parts } = this.#usage;
    const seconds = (this.#last - this.#first) / 1000;
    return [
      `first token ${inSeconds(this.#first - this.#asked)}`,
      ...(seconds > 0 ? [`${((tokens - 1) / seconds).toFixed(1)} tokens/s`] : []),
      ...(inputTokens === undefined ? [] : [`${inputTokens} tokens in`]),
      `${tokens} ${tokens === 1 ? 'token' : 'tokens'} out`,
      `longest pause ${inSeconds(this.#longestPause)}`,
      ...(this.#opened > 1 ? [`resumed ${this.#opened - 1}×, nothing lost`] : []),
    ];
  }
}

const inSeconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`;
