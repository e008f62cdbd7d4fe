// One answer, read with the package: requested once, resumed after each cut, its parts passed on once a frame.

import {
  BodyError,
  ConnectError,
  ResponseError,
  StreamInterruptedError,
  StreamTimeoutError,
  TruncatedError,
  type PendingRetry,
  type StreamStatus,
} from 'post-event-source';
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
  | { name: 'done'; /** Why, unless the model was done. */ ending: string | undefined }
  | { name: 'stopped' }
  | { name: 'failed'; why: string; canResume: boolean };

export type AnswerState =
  | { name: 'ready' | 'open' | 'offline' | 'hidden' }
  | { name: 'connecting'; again: boolean }
  | { name: 'waiting'; retry: PendingRetry }
  | AnswerEnd;

export interface AnswerHandlers {
  onParts: (parts: readonly ChatPart[]) => void;
  onRetry: (retry: PendingRetry) => void;
  onStatus: (status: StreamStatus) => void;
}

/** Statuses of a server, or of a proxy before it, that is busy or being restarted. */
const passing = [429, 502, 503, 504];

export class AnswerStream {
  readonly id: string;
  readonly #fetch: typeof fetch;
  readonly #handlers: AnswerHandlers;
  #stopper = new AbortController();

  /** @param fetch - Called for every attempt; the inspector reads along. */
  constructor(id: string, fetch: typeof globalThis.fetch, handlers: AnswerHandlers) {
    this.id = id;
    this.#fetch = fetch;
    this.#handlers = handlers;
  }

  /** Asks for the answer. After a failure that `canResume` it reads the same answer again: the server keeps it by its ID. */
  ask(messages: Message[]): Promise<AnswerEnd> {
    return this.#run('/api/chat', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ messages }),
      // The server finds the answer by this key: a question is never answered twice.
      idempotencyKey: this.id,
    });
  }

  /** Reads an answer that was asked for before the page was loaded. */
  rejoin(): Promise<AnswerEnd> {
    return this.#run(`/api/chat/${this.id}`, {});
  }

  async #run(url: string, init: Partial<ChatInit>): Promise<AnswerEnd> {
    const { signal } = (this.#stopper = new AbortController());
    const parts = chatParts(url, {
      ...init,
      format: openaiChat,
      resume: 'last-event-id',
      dedupe: ({ id }) => id,
      // Before the first event there is no ID to resume with; the key is enough.
      retry: {
        initialDelay: 2000,
        maxDelay: 8000,
        maxAttempts: 5,
        statuses: passing,
        replay: true,
      },
      // The server sends headers at once, and then a comment every 4 s.
      timeouts: { headers: 15_000, idle: 12_000 },
      fetch: this.#fetch,
      onretry: this.#handlers.onRetry,
      onstate: this.#handlers.onStatus,
      signal,
    });
    let finish: FinishPart | undefined;
    let isRefusal = false;
    try {
      // Parts arrive faster than frames; drawing each would be work that nobody sees.
      for await (const batch of batched(parts)) {
        this.#handlers.onParts(batch);
        isRefusal ||= batch.some(({ type }) => type === 'refusal');
        finish = batch.find((part) => part.type === 'finish') ?? finish;
      }
    } catch (error) {
      return signal.aborted ? { name: 'stopped' } : { name: 'failed', ...explain(error) };
    }
    return signal.aborted
      ? { name: 'stopped' }
      : { name: 'done', ending: isRefusal ? refused : finish && endingOf(finish) };
  }

  /** Ends the answer here and on the server, so that nobody pays for words that nobody reads. */
  stop(): void {
    this.#stopper.abort();
    void this.command('DELETE');
  }

  /** A command that fails has nothing to add to what the stream reports. */
  async command(method: string, path = ''): Promise<void> {
    await fetch(`/api/chat/${this.id}${path}`, { method, keepalive: true }).catch(() => undefined);
  }
}

const refused = 'The model refused to answer.';
const endings: Partial<Record<FinishPart['reason'], string>> = {
  length: 'The answer was cut at the length limit.',
  'tool-calls': 'The model called a tool.',
  'content-filter': 'The answer was stopped by a content filter.',
  refusal: refused,
  abort: 'The answer was cancelled on the server.',
};

/** undefined for an ordinary end, and for an end without a reason. */
const endingOf = ({ reason, raw }: FinishPart) =>
  reason === 'other' && raw !== undefined
    ? `The answer ended for another reason: ${raw}.`
    : endings[reason];

/** What failed, in words for the reader, and whether the rest of the answer may still be had. */
function explain(error: unknown): { why: string; canResume: boolean } {
  if (error instanceof StreamInterruptedError) {
    const why = 'The connection was lost, and the rest of this answer is not available.';
    return { why, canResume: false };
  }
  if (error instanceof ChatError) {
    return { why: error.reason, canResume: passing.includes(error.status ?? 0) };
  }
  if (error instanceof ResponseError) {
    return error.phase === 'content-type'
      ? { why: 'The server responded with something other than an answer.', canResume: false }
      : {
          why: `The server responded with status ${error.status}.`,
          canResume: passing.includes(error.status),
        };
  }
  const lost = [ConnectError, BodyError, TruncatedError, StreamTimeoutError];
  return lost.some((type) => error instanceof type)
    ? { why: 'The connection to the server could not be restored.', canResume: true }
    : { why: error instanceof Error ? error.message : String(error), canResume: false };
}

/** `crypto.randomUUID` is missing if the page is served over plain HTTP to another machine. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
