// OpenAI's Responses API.
import type { EventSourceMessage } from '../types.js';
import { below } from './address.js';
import type { ChatCall, Continuation } from './chat-format.js';
import { failureBy, jsonFormat, parsed } from './json-format.js';

interface Chunk {
  readonly type?: string;
  readonly sequence_number?: number;
  readonly delta?: string;
  readonly response?: {
    readonly id?: string;
    readonly background?: boolean | null;
    readonly error?: unknown;
  };
  readonly error?: unknown;
}

const LAST = ['response.completed', 'response.incomplete', 'response.failed'];

/**
 * OpenAI Responses with `stream: true`: events named as their JSON's `type`, the last one `response.completed`,
 * `response.incomplete` or `response.failed`. A response that was asked for with `background: true` goes on after a cut,
 * by a GET of the response from the last sequence number; any other cannot be resumed.
 */
export const openaiResponses = /* @__PURE__ */ jsonFormat<Chunk>({
  isTerminal: ({ type = '' }) => LAST.includes(type),
  failureOf: (chunk) => {
    if (chunk.error) {
      return failureBy(chunk.error);
    }
    if (chunk.type === 'error') {
      // The type is that of the event.
      return { ...failureBy(chunk), type: undefined };
    }
    return chunk.type === 'response.failed' ? failureBy(chunk.response?.error) : undefined;
  },
  textOf: ({ type, delta }) => (type === 'response.output_text.delta' ? delta : ''),
  continuation,
});

/** Where the stream is: the response's place below the address of the call, and the last sequence number. */
interface Position {
  readonly path: readonly string[];
  readonly after: number;
}

function continuation({ url }: ChatCall): Continuation {
  // A page that comes back begins by the GET, with `stream` in its query: that address is the response's own.
  let path: readonly string[] | undefined = /[?&]stream=/.test(url) ? [] : undefined;
  return {
    cursor: (message: EventSourceMessage): Position | undefined => {
      const { response, sequence_number: after } = (parsed(message) ?? {}) as Chunk;
      if (response?.background === true && typeof response.id === 'string') {
        path ??= [response.id];
      }
      return path && typeof after === 'number' ? { path, after } : undefined;
    },
    resume: ({ cursor }) => {
      if (cursor === undefined) {
        return null;
      }
      const { path: response, after } = cursor as Position;
      return below(url, response, { stream: 'true', starting_after: String(after) });
    },
  };
}
