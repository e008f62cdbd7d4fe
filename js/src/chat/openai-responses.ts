// OpenAI's Responses API.
import type { ChatCall, Continuation } from './chat-format.js';
import { below } from './address.js';
import { failureBy, jsonFormat, objectIn, type SentError } from './json-format.js';

interface Chunk extends SentError {
  readonly sequence_number?: number;
  readonly delta?: string;
  readonly response?: {
    readonly id?: string;
    readonly background?: boolean | null;
    readonly error?: SentError | null;
  };
}

const LAST = ['response.completed', 'response.incomplete', 'response.failed'];

/**
 * OpenAI Responses with `stream: true`: events named as their JSON's `type`, the last one `response.completed`,
 * `response.incomplete` or `response.failed`. A response that was asked for with `background: true` goes on after a cut,
 * by a GET of the response from the last sequence number; any other cannot be resumed.
 */
export const openaiResponses = /* @__PURE__ */ jsonFormat<Chunk>({
  isTerminal: ({ type }) => LAST.includes(type ?? ''),
  failureOf: (chunk) => {
    if (chunk.type === 'error') {
      // The type is that of the event.
      return { ...failureBy(chunk), type: undefined };
    }
    return chunk.type === 'response.failed' ? failureBy(chunk.response?.error ?? {}) : undefined;
  },
  textOf: ({ type, delta }) => (type === 'response.output_text.delta' ? delta : ''),
  continuation,
});

/** Where the stream is: the response's address, and the last sequence number. */
interface Position {
  readonly id: string;
  readonly after: number;
}

function continuation({ url }: ChatCall): Continuation {
  let id: string | undefined;
  return {
    cursor: ({ data }): Position | undefined => {
      const { response, sequence_number: after } = (objectIn(data) ?? {}) as Chunk;
      if (response?.background === true) {
        id = response.id;
      }
      return id === undefined || after === undefined ? undefined : { id, after };
    },
    resume: ({ cursor }) => {
      if (cursor === undefined) {
        return null;
      }
      const { id: response, after } = cursor as Position;
      return below(url, [response], { stream: 'true', starting_after: String(after) });
    },
  };
}
