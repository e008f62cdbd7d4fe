// One answer, read from the server: asked for once, resumed as often as the network wants, and handed over once a frame.
// Knows nothing of the page; chat.ts gives it handlers.

import type { PendingRetry, StreamStatus } from 'post-event-source';
import { batched } from 'post-event-source/chat';
import { explain, passingStatuses } from './answer-failure.js';
import type { AnswerSource, ContextMessage } from './answer-source.js';
import type { AnswerEnd } from './answer-state.js';
import { NumberedAnswer } from './numbered-answer.js';
import { presetAnswer, type FormatName } from './preset-answer.js';

export interface AnswerHandlers {
  /** For each piece when it comes. */
  onToken: () => void;
  /** For all that has come since the last frame. */
  onText: (text: string) => void;
  onRetry: (retry: PendingRetry) => void;
  onStatus: (status: StreamStatus) => void;
}

export class AnswerStream {
  readonly #id = randomId();
  readonly #source: AnswerSource;
  readonly #handlers: AnswerHandlers;
  #stopper = new AbortController();

  /** @param format - As the server names it; undefined for the demo's own. */
  constructor(
    format: FormatName | undefined,
    messages: ContextMessage[],
    handlers: AnswerHandlers,
  ) {
    this.#source =
      format === undefined
        ? new NumberedAnswer(messages)
        : presetAnswer(format, this.#id, messages);
    this.#handlers = handlers;
  }

  /** Reads to the end; after a failure that `canResume`, calling it again continues where it stopped. */
  async run(): Promise<AnswerEnd> {
    const { signal } = (this.#stopper = new AbortController());
    try {
      // Tokens come faster than frames; drawing each would be work that nobody sees.
      for await (const pieces of batched(this.#pieces(signal))) {
        this.#handlers.onText(pieces.join(''));
      }
    } catch (error) {
      if (signal.aborted) return { name: 'stopped' };
      const { why, canResume } = explain(error);
      return { name: 'failed', why, canResume: canResume && this.#source.canResume };
    }
    return { name: signal.aborted ? 'stopped' : 'done' };
  }

  /** Ends the answer here and on the server, so that nobody pays for words that nobody reads. */
  stop(): void {
    this.#stopper.abort();
    void this.#command('DELETE', '');
  }

  /** Asks the server to destroy the connection, as a failing network would. */
  cut(): void {
    void this.#command('POST', '/cut');
  }

  async *#pieces(signal: AbortSignal): AsyncGenerator<string> {
    const pieces = this.#source.read({
      // A request that was cut before its first event, and has no id to send, finds its answer by this.
      idempotencyKey: this.#id,
      retry: { initialDelay: 2000, maxDelay: 8000, maxAttempts: 5, statuses: passingStatuses },
      // The server sends headers at once; a network that has swallowed the request never would.
      timeouts: { headers: 15_000 },
      onretry: this.#handlers.onRetry,
      onstate: this.#handlers.onStatus,
      signal,
    });
    for await (const piece of pieces) {
      this.#handlers.onToken();
      yield piece;
    }
  }

  async #command(method: string, path: string): Promise<void> {
    // The stream itself tells the reader what happened; a command that fails has nothing to add.
    await fetch(`/api/chat/${this.#id}${path}`, { method, keepalive: true }).catch(() => undefined);
  }
}

/** `crypto.randomUUID` is missing where a page is served over plain HTTP to a phone. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
