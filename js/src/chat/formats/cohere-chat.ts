// Cohere's Chat API, version 2.
import type { ChatAnswer, ChatFormat, ChatReader } from '../chat-format.js';
import { object, objects, type Json } from './shared/json.js';

/**
 * Cohere `/v2/chat` with `stream: true`: events named as their JSON's `type`, the last one `message-end`, or one whole
 * message. `index` is that of the content block or the tool call; the tool plan is reasoning with the index `tool_plan`.
 * Usage is `usage.tokens`, not the billed units. Answers cannot be resumed.
 *
 * Nothing keeps the connection alive: `timeouts.idle` and `timeouts.idleContent` limit the silence of the model alike.
 */
export const cohereChat: ChatFormat = { createReader };

/** Events that only mark where something begins or ends. */
const MARK = /^(?:message-start|content-end|tool-call-end|citation-end)$/;

function createReader(): ChatReader {
  return {
    read(chunk, answer) {
      const delta = object(chunk.delta);
      const { type, index } = chunk;
      const message = object(delta.message);
      switch (type) {
        case 'content-start':
        case 'content-delta':
        case 'tool-plan-delta':
        case 'tool-call-start':
        case 'tool-call-delta':
        case 'citation-start':
          readMessage(message, Number(index ?? 0), answer);
          return true;
        case 'message-end':
          readEnd(delta, answer);
          return true;
        case undefined:
          readMessage(object(chunk.message), 0, answer);
          readEnd(chunk, answer);
          return 'message' in chunk;
        default:
          return MARK.test(String(type));
      }
    },
  };
}

/** A whole message, or the fragment of one. A fragment has one block, call or citation, of the index of its event. */
function readMessage(message: Json, first: number, answer: ChatAnswer): void {
  answer.reasoning(message.tool_plan, 'tool_plan');
  objects(message.content).forEach(({ text, thinking }, at) => {
    answer.reasoning(thinking, first + at);
    answer.text(text, first + at);
  });
  objects(message.tool_calls).forEach(({ id, function: called }, at) => {
    const { name, arguments: given } = object(called);
    answer.toolCall({ index: first + at, id, name, arguments: given });
  });
  for (const citation of objects(message.citations)) {
    for (const { document: cited } of objects(citation.sources)) {
      answer.source(citation, object(cited).url, object(cited).title);
    }
  }
}

function readEnd(end: Json, answer: ChatAnswer): void {
  const { error, finish_reason, usage } = end;
  const { tokens } = object(usage);
  answer.usage(usage, object(tokens).input_tokens, object(tokens).output_tokens);
  if (error) {
    answer.fail(end);
  }
  answer.finish(finish_reason);
  if (finish_reason !== undefined) {
    answer.end();
  }
}
