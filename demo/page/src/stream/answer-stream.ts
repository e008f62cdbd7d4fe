// One answer, read from the server with fetchEventSource: asked for once, resumed as often as the network wants.
// Knows nothing of the page; chat.ts gives it handlers.

import {
  fetchEventSource,
  type EventSourceMessage,
  type PendingRetry,
  type StreamStatus,
} from 'post-event-source';
import { endOfAnswer, positionIn, readAnswerEvent } from './answer-event.js';
import { AnswerError, explain, passingStatuses } from './answer-failure.js';
import type { AnswerEnd } from './answer-state.js';

export interface ContextMessage {
  role: 'user' | 'assistant';
  content: string;
}

export interface AnswerHandlers {
  onText: (text: string) => void;
  onRetry: (retry: PendingRetry) => void;
  onStatus: (status: StreamStatus) => void;
}

export class AnswerStream {
  readonly #id = randomId();
  readonly #body: string;
  readonly #handlers: AnswerHandlers;
  #stopper = new AbortController();
  #lastEventId: string | undefined;
  #nextPosition = 0;

  constructor(messages: ContextMessage[], handlers: AnswerHandlers) {
    this.#body = JSON.stringify({ messages });
    this.#handlers = handlers;
  }

  /** Reads to the end; after a failure that `canResume`, calling it again continues where it stopped. */
  async run(): Promise<AnswerEnd> {
    const { signal } = (this.#stopper = new AbortController());
    try {
      await fetchEventSource('/api/chat', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          // Retries send the newest id by themselves. This is for a reader who tries again after they have ended.
          ...(this.#lastEventId !== undefined && { 'last-event-id': this.#lastEventId }),
        },
        body: this.#body,
        // A request that was cut before its first event, and has no id to send, finds its answer by this.
        idempotencyKey: this.#id,
        retry: { initialDelay: 2000, maxDelay: 8000, maxAttempts: 5, statuses: passingStatuses },
        // The server sends headers at once; a network that has swallowed the request never would.
        timeouts: { headers: 15_000 },
        // A proxy may end a response politely in the middle: an end before this message is a lost connection.
        isTerminal: ({ data }) => data === endOfAnswer,
        dedupe: ({ id }) => id,
        onmessage: (message) => this.#receive(message),
        onretry: this.#handlers.onRetry,
        onstate: this.#handlers.onStatus,
        signal,
      });
    } catch (error) {
      return { name: 'failed', ...explain(error) };
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

  #receive({ id, data }: EventSourceMessage): void {
    if (positionIn(id) !== this.#nextPosition) {
      throw new AnswerError('A part of the answer went missing on the way.');
    }
    this.#nextPosition += 1;
    this.#lastEventId = id;

    const event = readAnswerEvent(data);
    if ('failure' in event) throw new AnswerError(event.failure);
    if (event.text !== '') this.#handlers.onText(event.text);
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
