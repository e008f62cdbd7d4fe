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

/** Times are in milliseconds. */
export interface Limits {
  bodyBytes: number;
  messages: number;
  messageCharacters: number;
  /** Stored answers, including finished ones. */
  answers: number;
  answerBytes: number;
  /** How long an answer is written without a reader. */
  grace: number;
  /** How long a finished answer can be read. */
  keep: number;
  /** How long a writer's lease lasts without being renewed. */
  lease: number;
}

export type ApiName = 'openai-chat' | 'openai-responses' | 'anthropic' | 'gemini' | 'ollama';

export interface Settings {
  host: string;
  port: number;
  /** Accepted host names, besides localhost and IP addresses. */
  hosts: string[];
  redisUrl: string | undefined;
  api: ApiName;
  /** undefined for the built-in texts. */
  upstream: Upstream | undefined;
  limits: Limits;
}

export interface Upstream {
  base: URL;
  key: string | undefined;
  model: string;
  /** The names of the variables, for error messages. */
  names: { base: string; key: string; model: string };
}
