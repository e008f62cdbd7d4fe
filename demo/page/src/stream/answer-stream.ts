// One answer, read from the server: requested once, resumed after each cut, and passed to chat.ts's handlers once a frame.

import type { PendingRetry, StreamStatus } from 'post-event-source';
import { batched, type ChatPart } from 'post-event-source/chat';
import { explain, passingStatuses } from './answer-failure.js';
import type { AnswerEnd } from './answer-state.js';
import { endingOf } from './ending.js';
import { readAnswer, type ContextMessage, type FormatName } from './read-answer.js';

export interface AnswerHandlers {
  /** Called for each part when it arrives. */
  onPart: (part: ChatPart) => void;
  /** Called once a frame, for the parts that have arrived since the last one. */
  onParts: (parts: readonly ChatPart[]) => void;
  onRetry: (retry: PendingRetry) => void;
  onStatus: (status: StreamStatus) => void;
}

export class AnswerStream {
  readonly #id = randomId();
  readonly #format: FormatName | undefined;
  readonly #messages: ContextMessage[];
  readonly #handlers: AnswerHandlers;
  #stopper = new AbortController();
  #ending: string | undefined;
  #isRefusal = false;

  /** @param format - As the server names it; undefined for the demo's own. */
  constructor(
    format: FormatName | undefined,
    messages: ContextMessage[],
    handlers: AnswerHandlers,
  ) {
    this.#format = format;
    this.#messages = messages;
    this.#handlers = handlers;
  }

  /**
   * Reads the answer to its end. After a failure that `canResume`, calling it again reads the same answer from its start:
   * the server keeps it under its id.
   */
  async run(): Promise<AnswerEnd> {
    const { signal } = (this.#stopper = new AbortController());
    try {
      // Parts arrive faster than frames; drawing each would be work that nobody sees.
      for await (const parts of batched(this.#parts(signal))) this.#handlers.onParts(parts);
    } catch (error) {
      if (signal.aborted) return { name: 'stopped' };
      const { why, canResume } = explain(error);
      return { name: 'failed', why, canResume: canResume && this.#format === undefined };
    }
    return signal.aborted ? { name: 'stopped' } : { name: 'done', ending: this.#ending };
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

  async *#parts(signal: AbortSignal): AsyncGenerator<ChatPart> {
    const parts = readAnswer(this.#format, this.#id, this.#messages, {
      retry: { initialDelay: 2000, maxDelay: 8000, maxAttempts: 5, statuses: passingStatuses },
      // The server sends headers at once; a network that has swallowed the request never would.
      timeouts: { headers: 15_000 },
      onretry: this.#handlers.onRetry,
      onstate: this.#handlers.onStatus,
      signal,
    });
    for await (const part of parts) {
      this.#handlers.onPart(part);
      this.#isRefusal ||= part.type === 'refusal';
      if (part.type === 'finish') this.#ending = endingOf(part, this.#isRefusal);
      yield part;
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
