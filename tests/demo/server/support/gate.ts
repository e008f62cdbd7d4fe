// A model that writes a piece only when the test lets it: no test sleeps and hopes.

import { readFileSync } from 'node:fs';
import type { ChatPart } from 'post-event-source/chat';
import { textFor } from '../../../../demo/server/model/built-in.js';
import type { Model } from '../../../../demo/server/types.d.ts';

const textOf = (question: string) =>
  readFileSync(
    new URL(`../../../../demo/server/model/texts/${textFor(question)}.md`, import.meta.url),
    'utf8',
  );

export class Gate {
  /** How many answers were begun: a resumed one must not add to it. */
  begun = 0;
  #free = 0;
  #waiting: (() => void)[] = [];
  readonly #parts: ChatPart[] | undefined;

  /** @param parts - Instead of the built-in text for the question, in pieces. */
  constructor(parts?: ChatPart[]) {
    this.#parts = parts;
  }

  get model(): Model {
    return {
      kind: 'built-in',
      name: 'gated',
      write: ({ messages }, signal) => this.#write(messages.at(-1)?.content ?? '', signal),
      close: () => Promise.resolve(),
    };
  }

  /** Lets the next pieces through, the waiting ones first. */
  release(pieces: number): void {
    const through = this.#waiting.splice(0, pieces);
    this.#free += pieces - through.length;
    for (const pass of through) pass();
  }

  /** From now on nothing waits. */
  open(): void {
    this.release(Number.MAX_SAFE_INTEGER);
  }

  /** From now on everything waits again. */
  close(): void {
    this.#free = 0;
  }

  async *#write(question: string, signal: AbortSignal): AsyncGenerator<ChatPart> {
    this.begun += 1;
    for (const part of this.#parts ?? partsOf(textOf(question))) {
      await this.#pass(signal);
      yield part;
    }
  }

  #pass(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const giveUp = () => reject(signal.reason as Error);
      signal.addEventListener('abort', giveUp);
      this.#waiting.push(() => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      });
    });
  }
}

function partsOf(text: string): ChatPart[] {
  const pieces = text.match(/[\s\S]{1,5}/gu) ?? [];
  return [
    ...pieces.map((piece) => ({ type: 'text' as const, text: piece, index: 0 })),
    { type: 'usage', inputTokens: 8, outputTokens: pieces.length, raw: undefined },
    { type: 'finish', reason: 'stop' },
  ];
}
