// Ollama's own API.
import type { ChatFormat, ChatReader } from '../chat-format.js';
import { object, objects } from './shared/json.js';

/**
 * Ollama's `/api/chat` and `/api/generate`: not an event stream, but a JSON object on each line, the last one with
 * `done: true`, or one whole response. `index` is 0, of tool calls their number. Answers cannot be resumed.
 *
 * Nothing is sent while a model is loaded: `timeouts.firstMessage` has to allow for that.
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
        const { name, arguments: given } = object(call.function);
        answer.wholeToolCall({ index: calls, id: call.id, name, arguments: given });
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
