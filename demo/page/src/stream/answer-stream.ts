// One answer, read from the server with fetchEventSource: asked for once, resumed as often as the network wants.
// Knows nothing of the page; chat.ts gives it handlers.

import { fetchEventSource } from 'post-event-source';
import { AnswerError, readRefusal } from './answer-error.js';
import { readAnswerEvent, readEventId } from './answer-event.js';
import type { StreamState } from './stream-state.js';

export interface ContextMessage {
  role: 'user' | 'assistant';
  content: string;
}

export interface AnswerHandlers {
  onState(state: StreamState): void;
  onText(text: string): void;
  onResumed(): void;
}

/** What the library's errors say about themselves; see docs of post-event-source. */
interface StreamFailure {
  phase?: string;
  status?: number;
  body?: string;
}

const firstDelay = 1500;
const longestDelay = 8000;
const mostAttempts = 5;

export class AnswerStream {
  readonly #body: string;
  readonly #key = randomKey();
  readonly #handlers: AnswerHandlers;
  #controller = new AbortController();
  #lastEventId = '';
  #position = -1;
  #failures = 0;
  #finished = false;

  constructor(messages: ContextMessage[], handlers: AnswerHandlers) {
    this.#body = JSON.stringify({ messages });
    this.#handlers = handlers;
  }

  /** Reads to the end; after a failure that `canResume`, calling it again continues where it stopped. */
  async run(): Promise<void> {
    this.#controller = new AbortController();
    this.#failures = 0;
    this.#handlers.onState({ name: 'connecting' });
    try {
      await fetchEventSource('/api/chat', {
        method: 'POST',
        headers: this.#headers(),
        body: this.#body,
        signal: this.#controller.signal,
        fetch: async (input, init) => this.#connected(await fetch(input, init)),
        onmessage: ({ id, data }) => this.#receive(id, data),
        onclose: () => {
          // A proxy may end a response politely in the middle: without [DONE] it is a drop all the same.
          if (!this.#finished) throw new Error('The stream ended before the answer did.');
        },
        onerror: (error: unknown) => this.#nextDelay(error),
      });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#handlers.onState({ name: 'failed', why });
      throw error;
    }
    this.#handlers.onState({ name: this.#controller.signal.aborted ? 'stopped' : 'done' });
  }

  /** Ends the answer here and on the server, so that nobody pays for words that nobody reads. */
  stop(): void {
    this.#controller.abort();
    void this.#command('DELETE', '');
  }

  /** Asks the server to destroy the connection, as a failing network would. */
  cut(): void {
    void this.#command('POST', '/cut');
  }

  #headers(): Record<string, string> {
    return {
      'content-type': 'application/json',
      // The same for every attempt: a request that was cut before its first event finds its answer again.
      'idempotency-key': this.#key,
      ...(this.#lastEventId === '' ? {} : { 'last-event-id': this.#lastEventId }),
    };
  }

  /** A resumed answer streams from here on, even while its next word is being thought of. */
  #connected(response: Response): Response {
    if (response.ok && this.#lastEventId !== '') this.#handlers.onState({ name: 'streaming' });
    return response;
  }

  #receive(id: string, data: string): void {
    const { position } = readEventId(id);
    if (position <= this.#position) return;
    if (position !== this.#position + 1) {
      throw new AnswerError('A part of the answer went missing on the way.', { canResume: false });
    }
    this.#position = position;
    this.#lastEventId = id;
    if (this.#failures > 0) this.#handlers.onResumed();
    this.#failures = 0;
    this.#handlers.onState({ name: 'streaming' });

    const event = readAnswerEvent(data);
    if (event.kind === 'error') throw new AnswerError(event.message, { canResume: false });
    if (event.kind === 'done') this.#finished = true;
    else if (event.text !== '') this.#handlers.onText(event.text);
  }

  /** How long to wait before the next attempt; throws when there should be none. */
  #nextDelay(error: unknown): number {
    if (error instanceof AnswerError) throw error;
    const { phase, status, body } = error as StreamFailure;
    const busy = status === 503 || status === 429;
    if (phase === 'status' && !busy) {
      throw new AnswerError(readRefusal(body) ?? `The server answered with status ${status}.`, {
        canResume: false,
        cause: error,
      });
    }
    if (phase === 'content-type') {
      throw new AnswerError('The server answered with something other than an event stream.', {
        canResume: false,
        cause: error,
      });
    }
    this.#failures += 1;
    if (this.#failures >= mostAttempts) {
      throw new AnswerError(
        readRefusal(body) ?? 'The connection to the server could not be restored.',
        { canResume: true, cause: error },
      );
    }
    const milliseconds = Math.min(firstDelay * 2 ** (this.#failures - 1), longestDelay);
    this.#handlers.onState({ name: 'reconnecting', milliseconds });
    return milliseconds;
  }

  async #command(method: string, path: string): Promise<void> {
    if (this.#lastEventId === '') return;
    const { answerId } = readEventId(this.#lastEventId);
    // The stream itself tells the reader what happened; a command that fails has nothing to add.
    await fetch(`/api/chat/${answerId}${path}`, { method, keepalive: true }).catch(() => undefined);
  }
}

/** `crypto.randomUUID` is missing where a page is served over plain HTTP to a phone. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
