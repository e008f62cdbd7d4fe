// OpenAI chat completions, and the many servers that speak as they do.
import { failureBy, jsonFormat } from './json-format.js';

interface Chunk {
  readonly choices?: readonly {
    readonly index?: number;
    readonly delta?: { readonly content?: string | null };
  }[];
  readonly error?: unknown;
}

/**
 * OpenAI chat completions with `stream: true`: `data: {chunk}`, at the end `data: [DONE]`. An error is a chunk with `error`,
 * or an event of that name. The text is that of the first choice. They cannot be resumed.
 */
export const openaiChat = /* @__PURE__ */ jsonFormat<Chunk>({
  failureOf: (chunk, event) =>
    chunk.error || event === 'error' ? failureBy(chunk.error ?? chunk) : undefined,
  textOf: ({ choices }) => choices?.find(({ index = 0 }) => index === 0)?.delta?.content,
});
