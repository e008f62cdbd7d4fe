// vercelUiMessages: the UI message stream of Vercel's AI SDK.
import { below } from './shared/address.js';
import type { ChatAnswer, ChatFormat, ChatReader } from '../chat-format.js';
import { object, parseJson, word, type Json } from './shared/json.js';

/**
 * The format of the UI message stream of Vercel's AI SDK (version 1): `data: {part}`, and `data: [DONE]` at the end.
 *
 * - `index` is the `id` of a text or reasoning part, or the `toolCallId`.
 * - Tool results, tool approvals, files and data are parts of type `other`.
 * - `reset-step` is also a part of type `other`. The server then repeats the step, so discard the parts of the step.
 * - If the JSON body of the request has an `id`, an answer is resumed with a GET of `{url}/{id}/stream`. If the request is a
 *   GET, it is resumed with the same GET. The server repeats the answer from its start, and repeated messages are skipped.
 */
export const vercelUiMessages: ChatFormat = {
  createReader({ url, method, body = '' }) {
    const { id } = object(parseJson(body));
    const reader: ChatReader = {
      read,
      shape: () => ({ text: 'delta' }),
      sequenceNumber: (_chunk, position) => position,
    };
    if (typeof id === 'string') {
      reader.resume = () => below(url, [id, 'stream']);
    } else if (method === 'GET') {
      reader.resume = () => url;
    }
    return reader;
  },
};

/** Parts that only mark a start or an end. */
const MARKS =
  'start start-step finish-step text-start text-end reasoning-start reasoning-end message-metadata';
/** Parts of the SDK that become parts of type `other`. */
const OTHER = /^(?:data-|tool-|custom$|file$|reasoning-file$|reset-step$)/;

function read(chunk: Json, answer: ChatAnswer): boolean | 'other' {
  const { type, delta, id, toolCallId, toolName } = chunk;
  const index = typeof id === 'number' ? id : (word(id) ?? 0);
  readMetadata(object(chunk.messageMetadata), answer);
  switch (type) {
    case 'text-delta':
      answer.text(delta, index);
      return true;
    case 'reasoning-delta':
      answer.reasoning(delta, index);
      return true;
    case 'tool-input-start':
      answer.toolCall({ index: toolCallId, id: toolCallId, name: toolName });
      return true;
    case 'tool-input-delta':
      answer.toolCall({ index: toolCallId, arguments: chunk.inputTextDelta });
      return true;
    case 'tool-input-available':
      answer.wholeToolCall({
        index: toolCallId,
        id: toolCallId,
        name: toolName,
        arguments: chunk.input,
      });
      return true;
    case 'source-url':
    case 'source-document':
      answer.source(chunk, chunk.url, chunk.title);
      return true;
    case 'finish':
      readFinish(chunk.finishReason, answer);
      return true;
    case 'abort':
      answer.finishAs('abort', word(chunk.reason));
      return true;
    default:
      return MARKS.split(' ').includes(String(type)) || (OTHER.test(String(type)) && 'other');
  }
}

/** Version 5 of the SDK sends no reason. */
function readFinish(reason: unknown, answer: ChatAnswer): void {
  if (reason === undefined) {
    answer.finishAs('stop');
  } else {
    answer.finish(reason);
  }
}

/** Applications choose the content of the metadata. These names are those of the SDK. */
function readMetadata({ usage, totalUsage }: Json, answer: ChatAnswer): void {
  const counts = object(totalUsage ?? usage);
  answer.usage(counts, counts.inputTokens, counts.outputTokens);
}
