// cohereChat: the Chat API of Cohere, version 2.
import type { ChatAnswer, ChatFormat, ChatReader } from '../chat-format.js';
import { object, objects, type Json } from './shared/json.js';

/**
 * The format of Cohere `/v2/chat` with `stream: true`: events with a `type`, with `message-end` as the last event. A complete
 * JSON message is read too.
 *
 * - `index` is the index of the content block or of the tool call. The tool plan is reasoning with the index `tool_plan`.
 * - The token counts are those of `usage.tokens`, not the billed units.
 * - Answers cannot be resumed.
 * - Servers send no keep-alives, so `timeouts.idle` and `timeouts.idleContent` have the same effect.
 */
export const cohereChat: ChatFormat = { createReader };

/** Events that only mark a start or an end. */
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

/** Reads a complete message, or a fragment: one block, call or citation. A fragment has the index of its event. */
function readMessage(message: Json, first: number, answer: ChatAnswer): void {
  answer.reasoning(message.tool_plan, 'tool_plan');
  objects(message.content).forEach(({ text, thinking }, at) => {
    answer.reasoning(thinking, first + at);
    answer.text(text, first + at);
  });
  objects(message.tool_calls).forEach(({ id, function: called }, at) => {
    const { name, arguments: args } = object(called);
    answer.toolCall({ index: first + at, id, name, arguments: args });
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
