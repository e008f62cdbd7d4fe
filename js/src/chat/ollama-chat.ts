// Ollama's own API.
import { failureBy, jsonFormat } from './json-format.js';

interface Chunk {
  readonly message?: { readonly content?: string };
  readonly response?: string;
  readonly done?: boolean;
  readonly error?: unknown;
}

/**
 * Ollama's `/api/chat` and `/api/generate`: no event stream, but a line of JSON for each chunk, the last one with
 * `done: true`. They cannot be resumed.
 */
export const ollamaChat = /* @__PURE__ */ jsonFormat<Chunk>({
  lineReader: () => (line) => line.trim() || undefined,
  isTerminal: ({ done }) => done === true,
  failureOf: ({ error }) => (error ? failureBy(error) : undefined),
  textOf: ({ message, response }) => message?.content ?? response,
});
