// ollamaChat: the API of Ollama.
import type { ChatFormat, ChatReader } from '../chat-format.js';
import { object, objects } from './shared/json.js';

/**
 * The format of Ollama `/api/chat` and `/api/generate`: a JSON object per line, not an event stream. The last object has
 * `done: true`. A single JSON response is read too.
 *
 * - `index` is 0. For tool calls, it is the number of the call.
 * - Answers cannot be resumed.
 * - Servers send nothing while they load a model, so `timeouts.firstMessage` must be longer than that.
 */
export const ollamaChat: ChatFormat = { createReader };

function createReader(): ChatReader {
  let calls = 0;
  return {
    read(chunk, answer) {
      const { message, response, thinking, done, done_reason: reason } = chunk;
      const said = object(message ?? { content: response, thinking });
      answer.reasoning(said.thinking);
      answer.text(said.content);
      for (const call of objects(said.tool_calls)) {
        const { name, arguments: args } = object(call.function);
        answer.wholeToolCall({ index: calls, id: call.id, name, arguments: args });
        calls += 1;
      }
      if (done === true) {
        answer.usage(chunk, chunk.prompt_eval_count, chunk.eval_count);
        const stop = calls > 0 ? 'tool-calls' : 'stop';
        if (reason === undefined) {
          answer.finishAs(stop);
        } else {
          answer.finish(reason, stop);
        }
        answer.end();
      }
      return 'message' in chunk || 'response' in chunk || done === true;
    },
  };
}
