// A model that yields a part only when the test permits it, so that no test waits for time.

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
  /** How many answers were begun. Resuming an answer must not begin another one. */
  begun = 0;
  #free = 0;
  #waiting: (() => void)[] = [];
  readonly #parts: ChatPart[] | undefined;

  /** @param parts - The default is the built-in text for the question, in pieces. */
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

  /** Permits the next parts. */
  release(pieces: number): void {
    const through = this.#waiting.splice(0, pieces);
    this.#free += pieces - through.length;
    for (const pass of through) pass();
  }

  /** Permits all parts. */
  open(): void {
    this.release(Number.MAX_SAFE_INTEGER);
  }

  /** Stops the parts again. */
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
