// The shapes that the demo server's modules share. Types only.

import type { ChatPart } from 'post-event-source/chat';

export interface ChatMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

export interface ChatRequest {
  messages: ChatMessage[];
  model: string | undefined;
}

/** What writes answers: a chat API, or the test of one. */
export interface Model {
  kind: 'built-in' | 'upstream';
  name: string;
  /** Yields the parts of the answer, the finish last. Throws an ApiError. */
  write(request: ChatRequest, signal: AbortSignal): AsyncIterable<ChatPart>;
  close(): Promise<unknown>;
}

/** Answers that are being written, or can still be read. Every method throws an ApiError if the storage fails. */
export interface Answers {
  /** Creates an answer with its first event. Resolves with undefined if the ID is taken, also by another process. */
  begin(id: string, first: string): Promise<Writer | undefined>;
  /** Resolves with the position of the newest event, or with undefined if there is no such answer. */
  lastPosition(id: string): Promise<number | undefined>;
  /** Yields the data of the events after a position, then those to come. Returns when the answer or the reader has ended. */
  read(id: string, position: number, reader: Reader): AsyncGenerator<string, void, undefined>;
  /** Asks the writer to end, in whichever process it is. */
  stop(id: string): Promise<void>;
  /** Calls `cut` of every reader of the answer, in all processes. */
  cut(id: string): Promise<void>;
  close(): Promise<void>;
}

export interface Writer {
  /** Aborted if the answer was stopped, was not read for the grace period, or now belongs to no writer. */
  signal: AbortSignal;
  append(data: string): Promise<void>;
  end(): Promise<void>;
}

export interface Reader {
  signal: AbortSignal;
  cut(): void;
}

export interface Limits {
  bodyBytes: number;
  messages: number;
  messageCharacters: number;
  /** Answers stored at once, finished ones included. */
  answers: number;
  /** Of the events of one answer. */
  answerBytes: number;
  /** How long an answer without a reader is still written, in milliseconds. */
  grace: number;
  /** How long a finished answer can still be read, in milliseconds. */
  keep: number;
  /** How long a writer's claim on an answer lasts without being renewed, in milliseconds. */
  lease: number;
}

export type ApiName =
  'openai-chat' | 'openai-responses' | 'anthropic' | 'gemini' | 'vercel' | 'ollama';

export interface Settings {
  host: string;
  port: number;
  /** Names that the page may be opened by, besides localhost and IP addresses. */
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
  /** Of the variables, for error messages. */
  names: { base: string; key: string; model: string };
}
