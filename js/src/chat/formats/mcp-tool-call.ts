// A tool call of the Model Context Protocol, over streamable HTTP.
import type { ChatAnswer, ChatCall, ChatFormat, ChatReader } from '../chat-format.js';
import { isObject, object, objects, parseJson, word, type Json } from './shared/json.js';

/**
 * MCP `tools/call` over streamable HTTP: a POST of one JSON-RPC request, whose response is JSON, or an event stream of
 * JSON-RPC messages that ends with the response to the `id` of the request. Send
 * `accept: application/json, text/event-stream`. `index` is the place in the result's `content`; resource links are sources.
 * The server's requests and notifications before the response are parts of type `other`, and so is a result with other
 * content or `structuredContent`. A result with `isError` and a JSON-RPC error are a {@link ChatError}. The finish reason is
 * `other` for a result of another `resultType` than `complete`, such as `input_required`. Other methods can be called, too.
 *
 * If the server sends event IDs (protocol version of November 2025 or older), a stream that was cut or closed is continued by a GET
 * of the same URL with `last-event-id`, after the delay of the server's `retry:`. The headers of the call are sent again.
 * Without event IDs (the version of July 2026) it cannot be resumed: send a new request.
 */
export const mcpToolCall: ChatFormat = { createReader };

function createReader({ url, body = '' }: ChatCall): ChatReader {
  const { id } = object(parseJson(body));
  return {
    read(chunk, answer) {
      const { method, result } = chunk;
      const isResponse = isObject(result) && method === undefined;
      if (isResponse && (id === undefined || keyOf(chunk.id) === keyOf(id))) {
        return readResult(result, answer);
      }
      return (isResponse || typeof method === 'string') && 'other';
    },
    resume: ({ lastEventId }) => (lastEventId === '' ? null : url),
  };
}

/** Some servers repeat a number as a text. */
const keyOf = (id: unknown): unknown => (typeof id === 'number' ? String(id) : id);

function readResult(result: Json, answer: ChatAnswer): boolean | 'other' {
  const { content, resultType, structuredContent, isError } = result;
  const blocks = objects(content);
  if (isError === true) {
    const texts = blocks.map(({ text }) => word(text) ?? '');
    answer.fail({ ...result, type: 'tool_error', message: texts.join('\n') });
    return true;
  }
  const areKnown = blocks.map((block, index) => readBlock(block, index, answer));
  if (resultType === undefined) {
    answer.finishAs('stop');
  } else {
    answer.finish(resultType);
  }
  answer.end();
  const isKnown = Array.isArray(content) && structuredContent === undefined;
  return (isKnown && areKnown.every(Boolean)) || 'other';
}

/** Returns whether the kind of the block is known. */
function readBlock(block: Json, index: number, answer: ChatAnswer): boolean {
  switch (block.type) {
    case 'text':
      answer.text(block.text, index);
      return true;
    case 'resource_link':
      answer.source(block, block.uri, block.title ?? block.name);
      return true;
    default:
      return false;
  }
}
