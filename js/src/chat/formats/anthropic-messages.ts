// anthropicMessages: the Messages API of Anthropic.
import type { ChatAnswer, ChatFormat, ChatReader } from '../chat-format.js';
import { object, objects, word, type Json } from './shared/json.js';

/**
 * The format of the Anthropic Messages API with `stream: true`: named events, with `message_stop` as the last event. A complete
 * JSON message is read too.
 *
 * - `index` is the index of the content block.
 * - Blocks of server tools are parts of type `other`.
 * - Answers cannot be resumed.
 * - Servers send a `ping` every few seconds. It does not count for `timeouts.idleContent`.
 */
export const anthropicMessages: ChatFormat = { createReader };

function createReader(): ChatReader {
  let messageId: string | undefined;
  /** The input in the start event of a tool block. It is `{}` if fragments follow. */
  const inputs = new Map<number, unknown>();

  function readMessage(message: Json, answer: ChatAnswer): boolean {
    const id = word(message.id);
    if (messageId !== undefined && id !== undefined && id !== messageId) {
      answer.fail({ message: `Expected one message, got ${messageId} and ${id}` });
      return true;
    }
    const isRepeated = messageId !== undefined;
    messageId ??= id;
    readUsage(message.usage, answer);
    return (
      isRepeated ||
      objects(message.content)
        .map((block, index) => readBlock(block, index, answer) && stopBlock(index, answer))
        .every(Boolean)
    );
  }

  /** Reads the start of a block, or a complete block. */
  function readBlock(block: Json, index: number, answer: ChatAnswer): boolean {
    switch (block.type) {
      case 'text':
        answer.text(block.text, index);
        objects(block.citations).forEach((citation) => readCitation(citation, answer));
        return true;
      case 'thinking':
        answer.reasoning(block.thinking, index);
        return true;
      case 'tool_use':
        answer.toolCall({ index, id: block.id, name: block.name });
        inputs.set(index, block.input);
        return true;
      default:
        return false;
    }
  }

  function readDelta(delta: Json, index: number, answer: ChatAnswer): boolean {
    switch (delta.type) {
      case 'text_delta':
        answer.text(delta.text, index);
        return true;
      case 'thinking_delta':
        answer.reasoning(delta.thinking, index);
        return true;
      case 'citations_delta':
        readCitation(object(delta.citation), answer);
        return true;
      case 'input_json_delta':
        if (inputs.has(index)) {
          answer.toolCall({ index, arguments: delta.partial_json });
        }
        return inputs.has(index);
      default:
        return delta.type === 'signature_delta';
    }
  }

  function stopBlock(index: number, answer: ChatAnswer): boolean {
    if (inputs.has(index)) {
      answer.wholeToolCall({ index, arguments: inputs.get(index) });
    }
    return true;
  }

  return {
    shape: ({ delta }) => ({ text: 'text' in object(delta) ? 'delta.text' : 'delta.thinking' }),
    read(chunk, answer) {
      const index = Number(chunk.index ?? 0);
      const delta = object(chunk.delta);
      switch (chunk.type) {
        case 'message_start':
          return readMessage(object(chunk.message), answer);
        case 'content_block_start':
          return readBlock(object(chunk.content_block), index, answer);
        case 'content_block_delta':
          return readDelta(delta, index, answer);
        case 'content_block_stop':
          return stopBlock(index, answer);
        case 'message_delta':
          readUsage(chunk.usage, answer);
          answer.finish(delta.stop_reason);
          return true;
        case 'message_stop':
          answer.end();
          return true;
        case 'message': {
          const isKnown = readMessage(chunk, answer);
          answer.finish(chunk.stop_reason);
          return isKnown;
        }
        default:
          return false;
      }
    },
  };
}

function readCitation(citation: Json, answer: ChatAnswer): void {
  answer.source(citation, citation.url, citation.title ?? citation.document_title);
}

function readUsage(usage: unknown, answer: ChatAnswer): void {
  const { input_tokens, output_tokens } = object(usage);
  answer.usage(usage, input_tokens, output_tokens);
}
