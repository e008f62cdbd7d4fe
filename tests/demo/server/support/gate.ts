// A model that writes a piece only when the test lets it: no test sleeps and hopes.

import type { ChatPart } from 'post-event-source/chat';
import type { Model } from '../../../../demo/server/types.d.ts';

const markdown = [
  '## How a cut stream resumes\n\nA stream that drops is not lost: **every event has an ID**, and the reader remembers it.\n\n',
  '| Moment | Client |\n| --- | --- |\n| cut ✂️ | waits a second or two |\n| done ✅ | 每个字只显示一次 |\n\n',
  '```http\nPOST /api/chat HTTP/1.1\nlast-event-id: a:57\n```\n\nNothing is missing, and nothing is there twice.\n',
].join('');

export class Gate {
  /** How many answers were begun: a resumed one must not add to it. */
  begun = 0;
  #free = 0;
  #waiting: (() => void)[] = [];
  readonly #parts: ChatPart[];

  /** @param answer - A text, which is cut into pieces, or the parts of an answer with their finish. */
  constructor(answer: string | ChatPart[] = markdown) {
    this.#parts = typeof answer === 'string' ? partsOf(answer) : answer;
  }

  get model(): Model {
    return {
      kind: 'built-in',
      name: 'gated',
      write: (_request, signal) => this.#write(signal),
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

  async *#write(signal: AbortSignal): AsyncGenerator<ChatPart> {
    this.begun += 1;
    for (const part of this.#parts) {
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
