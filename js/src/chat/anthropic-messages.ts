// Anthropic's Messages API.
import { failureBy, jsonFormat } from './json-format.js';

interface Chunk {
  readonly type?: string;
  readonly delta?: { readonly type?: string; readonly text?: string };
  readonly error?: unknown;
}

/**
 * Anthropic Messages with `stream: true`: named events, `ping` among them, the last one `message_stop`. An error may come
 * at any time (`overloaded_error`). The text is that of the answer, without the model's thinking. They cannot be resumed.
 */
export const anthropicMessages = /* @__PURE__ */ jsonFormat<Chunk>({
  isTerminal: ({ type }) => type === 'message_stop',
  isKeepAlive: ({ type }) => type === 'ping',
  failureOf: (chunk, event) =>
    chunk.type === 'error' || event === 'error' ? failureBy(chunk.error ?? chunk) : undefined,
  textOf: ({ type, delta }) =>
    type === 'content_block_delta' && delta?.type === 'text_delta' ? delta.text : '',
});
