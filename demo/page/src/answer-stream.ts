// One answer: requested once, resumed after each cut, and read with the package, one batch per frame.

import { isEventStreamError, StreamInterruptedError, type PendingRetry } from 'post-event-source';
import {
  batched,
  ChatError,
  chatParts,
  openaiChat,
  type ChatInit,
  type ChatPart,
  type FinishPart,
} from 'post-event-source/chat';

export interface Message {
  role: 'user' | 'assistant';
  content: string;
}

export type AnswerEnd =
  | { name: 'done'; /** Why, if not because the answer was complete. */ ending: string | undefined }
  | { name: 'stopped' }
  | { name: 'failed'; why: string; canResume: boolean };

export type AnswerState =
  | { name: 'ready' | 'open' | 'offline' | 'hidden' }
  | { name: 'connecting'; again: boolean }
  | { name: 'waiting'; retry: PendingRetry }
  | AnswerEnd;

/** Statuses of a server or proxy that is busy or restarting. */
const temporary = [429, 502, 503, 504];

export class AnswerStream {
  #stopper = new AbortController();

  /** @param options - `fetch`, `onretry` and `onstate`. */
  constructor(
    readonly id: string,
    private readonly onParts: (parts: readonly ChatPart[]) => void,
    private readonly options: Partial<ChatInit>,
  ) {}

  /** Asks for the answer. If the server has it already, it sends the same answer again. */
  ask(messages: Message[]): Promise<AnswerEnd> {
    return this.#run('/api/chat', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ messages }),
      idempotencyKey: this.id,
    });
  }

  /** Reads an answer that was asked for before the page was reloaded. */
  rejoin(): Promise<AnswerEnd> {
    return this.#run(`/api/chat/${this.id}`, {});
  }

  async #run(url: string, init: Partial<ChatInit>): Promise<AnswerEnd> {
    const { signal } = (this.#stopper = new AbortController());
    const parts = chatParts(url, {
      ...this.options,
      ...init,
      format: openaiChat,
      resume: 'last-event-id',
      dedupe: ({ id }) => id,
      retry: {
        initialDelay: 2000,
        maxDelay: 8000,
        maxAttempts: 5,
        statuses: temporary,
        // Before the first event there is no ID to resume after. The idempotency key makes another POST safe.
        replay: true,
      },
      // The server sends headers at once, and a comment after 4 s without an event.
      timeouts: { headers: 15_000, idle: 12_000 },
      signal,
    });
    let ending: string | undefined;
    try {
      for await (const batch of batched(parts)) {
        this.onParts(batch);
        for (const part of batch) {
          if (part.type === 'refusal') ending = endings.refusal;
          if (part.type === 'finish') ending ??= endingOf(part);
        }
      }
    } catch (error) {
      if (!signal.aborted) return failed(error);
    }
    return signal.aborted ? { name: 'stopped' } : { name: 'done', ending };
  }

  /** Ends the answer here and on the server, so that nobody pays for the rest. */
  stop(): void {
    this.#stopper.abort();
    void this.command('DELETE');
  }

  /** Ignores a failure: the stream reports what it means for the answer. */
  async command(method: string, path = ''): Promise<void> {
    await fetch(`/api/chat/${this.id}${path}`, { method, keepalive: true }).catch(() => undefined);
  }
}

const endings: Partial<Record<FinishPart['reason'], string>> = {
  length: 'The answer was cut at the length limit.',
  'tool-calls': 'The model called a tool.',
  'content-filter': 'The answer was stopped by a content filter.',
  refusal: 'The model refused to answer.',
  abort: 'The answer was cancelled on the server.',
};

const endingOf = ({ reason, raw }: FinishPart) =>
  reason === 'other' && raw !== undefined
    ? `The answer ended for another reason: ${raw}.`
    : endings[reason];

/** Describes the error for the reader, and whether the rest of the answer may still be available. */
function failed(error: unknown): AnswerEnd {
  const end = (why: string, canResume = false): AnswerEnd => ({ name: 'failed', why, canResume });
  if (error instanceof ChatError) return end(error.reason, temporary.includes(error.status ?? 0));
  if (error instanceof StreamInterruptedError) {
    return end('The connection was lost, and the rest of this answer is not available.');
  }
  if (!isEventStreamError(error) || error.phase === 'limit') return end(String(error));
  if (error.phase === 'content-type') return end('The response of the server is not an answer.');
  return error.phase === 'status'
    ? end(`The server responded with status ${error.status}.`, temporary.includes(error.status))
    : end('The connection to the server could not be restored.', true);
}

/** `crypto.randomUUID` is undefined if the page is loaded over plain HTTP from another machine. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
