// The types that the modules of the server share.

import type { ChatPart } from 'post-event-source/chat';

export interface ChatMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

export interface ChatRequest {
  messages: ChatMessage[];
  model: string | undefined;
}

/** Writes answers: a chat API, or its replacement in a test. */
export interface Model {
  kind: 'built-in' | 'upstream';
  name: string;
  /** Yields the parts of the answer. Throws an ApiError. */
  write(request: ChatRequest, signal: AbortSignal): AsyncIterable<ChatPart>;
  close(): Promise<unknown>;
}

/** The store of answers. Every method throws an ApiError if the store fails. */
export interface Answers {
  /** Creates an answer with its first event. Resolves with undefined if the ID exists, even at another process. */
  begin(id: string, first: string): Promise<Writer | undefined>;
  /** Resolves with the position of the newest event, or with undefined if there is no such answer. */
  lastPosition(id: string): Promise<number | undefined>;
  /** Yields the data of the events after a position, including later ones. Returns when the answer ends or the reader leaves. */
  read(id: string, position: number, reader: Reader): AsyncGenerator<string, void, undefined>;
  /** Aborts the writer's signal, in any process. */
  stop(id: string): Promise<void>;
  /** Calls `cut` of every reader of the answer, in all processes. */
  cut(id: string): Promise<void>;
  close(): Promise<void>;
}

export interface Writer {
  /** Aborted if the answer is stopped, deleted, or has no reader for the grace period. */
  signal: AbortSignal;
  append(data: string): Promise<void>;
  end(): Promise<void>;
}

export interface Reader {
  signal: AbortSignal;
  cut(): void;
}

export type Settings = ReturnType<typeof import('./settings.js').readSettings>;
export type Limits = Settings['limits'];
export type Upstream = NonNullable<Settings['upstream']>;
export type ApiName = Settings['api'];
