// The shapes the demo server's modules hand to each other. Types only, nothing here runs.

import type { ChatPart } from 'post-event-source/chat';
import type { ApiError } from './api-error.js';

export interface ChatMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

export interface ChatRequest {
  messages: ChatMessage[];
  model: string | undefined;
}

/** Resolves after so many milliseconds; rejects when the signal aborts first. */
export type Delay = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** Awaited before each piece of a built-in answer; rejects when the signal aborts. */
export type Pace = (step: { index: number; piece: string; signal: AbortSignal }) => Promise<void>;

export type FormatName =
  'openai-chat' | 'openai-responses' | 'anthropic' | 'gemini' | 'vercel' | 'ollama';

/** A chat API's answers on the wire: each text is one event, with all that frames it. */
export interface WireFormat {
  headers: Readonly<Record<string, string>>;
  /** Called once an answer, whose events it may number. */
  write: (answer: { id: string; created: number; model: string }) => WireWriter;
}

export interface WireWriter {
  begin: () => string[];
  part: (part: ChatPart) => string[];
  fail: (error: ApiError) => string[];
}

/** Whoever writes answers: the built-in composer, or a chat API elsewhere. */
export interface Source {
  kind: 'built-in' | 'upstream';
  model: string;
  /** Yields the parts of the answer, the finish last. */
  write(request: ChatRequest, signal: AbortSignal): AsyncIterable<ChatPart>;
}

export interface Limits {
  bodyBytes: number;
  messages: number;
  messageCharacters: number;
  /** Answers remembered at once, finished ones included. */
  answers: number;
  answerCharacters: number;
  /** How long an answer nobody reads goes on being written. */
  graceMilliseconds: number;
  /** How long a finished answer can still be resumed. */
  keepMilliseconds: number;
}

export interface DemoServerOptions {
  env?: Record<string, string | undefined>;
  pace?: Pace;
  delay?: Delay;
  /** In [0, 1), as Math.random: seeds the answers and the jitter of the pace. */
  random?: () => number;
  limits?: Partial<Limits>;
}
