// OpenAI chat completions, and the many servers that speak as they do.
import { failureBy, jsonFormat, type SentError } from './json-format.js';

interface Chunk {
  readonly choices?: readonly {
    readonly index?: number;
    readonly delta?: { readonly content?: string | null };
  }[];
  readonly error?: SentError | string | null;
}

/**
 * OpenAI chat completions with `stream: true`: `data: {chunk}`, at the end `data: [DONE]`. The text is that of the first
 * choice. They cannot be resumed.
 */
export const openaiChat = /* @__PURE__ */ jsonFormat<Chunk>({
  failureOf: ({ error }) => (error ? failureBy(error) : undefined),
  textOf: ({ choices }) => choices?.find(({ index = 0 }) => index === 0)?.delta?.content,
});
