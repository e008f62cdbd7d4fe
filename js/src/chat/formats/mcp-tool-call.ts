// mcpToolCall: a tool call of the Model Context Protocol over streamable HTTP.
import type { ChatAnswer, ChatCall, ChatFormat, ChatReader } from '../chat-format.js';
import { isObject, object, objects, parseJson, word, type Json } from './shared/json.js';

/**
 * The format of MCP `tools/call` over streamable HTTP: a POST with one JSON-RPC request. The response is JSON, or an event
 * stream of JSON-RPC messages that ends with the response to the `id` of the request. Other methods work too.
 *
 * Set the header `accept: application/json, text/event-stream`.
 *
 * - `index` is the position in the `content` of the result. Resource links are sources.
 * - Parts of type `other`: requests and notifications of the server, and results with other content or with
 *   `structuredContent`.
 * - An answer fails with a {@link ChatError} for a result with `isError` and for a JSON-RPC error.
 * - The finish reason is `other` if `resultType` is not `complete`, such as `input_required`.
 * - If the server sends event IDs (protocol version of November 2025 or older), an answer is resumed with a GET of the
 *   same URL and the `last-event-id` header, after the delay of the `retry` field. The headers of the call are sent again.
 * - Without event IDs (protocol version of July 2026), answers cannot be resumed.
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

/** Some servers return a number as a string. */
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
