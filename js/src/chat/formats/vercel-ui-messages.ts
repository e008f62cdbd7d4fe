// The UI message stream of Vercel's AI SDK.
import { below } from './shared/address.js';
import type { ChatAnswer, ChatFormat, ChatReader } from '../chat-format.js';
import { object, parseJson, word, type Json } from './shared/json.js';

/**
 * The UI message stream of Vercel's AI SDK (version 1): `data: {part}`, at the end `data: [DONE]`. `index` is the `id` of a
 * text or reasoning part, or the `toolCallId`. Results and approvals of tools, files and data are parts of type `other`, and so
 * is `reset-step`: the server repeats the step, so discard its parts.
 *
 * If the JSON body of the request has an `id`, an answer that was cut is continued by a GET of `{url}/{id}/stream`; if the
 * request is a GET, by the same GET. The server then repeats the answer from its start: what has been read is skipped.
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

/** Parts that only mark where something begins or ends. */
const MARKS =
  'start start-step finish-step text-start text-end reasoning-start reasoning-end message-metadata';
/** Parts of the SDK for which there is no type. */
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

/** Version 5 of the SDK does not send a reason. */
function readFinish(reason: unknown, answer: ChatAnswer): void {
  if (reason === undefined) {
    answer.finishAs('stop');
  } else {
    answer.finish(reason);
  }
}

/** What an application puts into the metadata is its own choice; these are the SDK's names. */
function readMetadata({ usage, totalUsage }: Json, answer: ChatAnswer): void {
  const counts = object(totalUsage ?? usage);
  answer.usage(counts, counts.inputTokens, counts.outputTokens);
}
