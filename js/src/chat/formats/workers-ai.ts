// workersAi: Cloudflare Workers AI, with or without AI Gateway.
import { below } from './shared/address.js';
import type { ChatAnswer, ChatCall, ChatFormat, ChatReader } from '../chat-format.js';
import { isObject, object, objects, type Json } from './shared/json.js';
import { openaiChat } from './openai-chat.js';

/**
 * The format of Cloudflare Workers AI with `stream: true`: `data: {"response": …}` or chunks of OpenAI chat completions, and
 * `data: [DONE]` at the end. A complete JSON response is read too.
 *
 * - `index` is the same as for {@link openaiChat}.
 * - Models that send `response` send no finish reason, so it is `other`.
 * - If the response has a `cf-aig-run-id` header, AI Gateway stores the answer for some minutes. It is then resumed with a GET
 *   of `{url}/run/{run ID}/resume`, so the URL of the call must be that of the gateway.
 */
export const workersAi: ChatFormat = { createReader };

function createReader(call: ChatCall): ChatReader {
  const openai = openaiChat.createReader(call);
  /** The run ID of the first response. */
  let runId: string | undefined;

  return {
    ...openai,
    read(chunk, answer, event) {
      // The REST API wraps a complete response in `result`.
      const isWhole = isObject(chunk.result);
      const body = isWhole ? object(chunk.result) : chunk;
      const hasChoices = objects(body.choices).length > 0;
      const isKnown = hasChoices ? openai.read(body, answer, event) : readOwn(body, answer);
      if (isWhole && !hasChoices) {
        answer.finishAs(objects(body.tool_calls).length > 0 ? 'tool-calls' : 'stop');
      }
      answer.finish(body.finish_reason);
      return isKnown;
    },
    resume({ headers, messagesDelivered }) {
      runId ??= headers.get('cf-aig-run-id') ?? undefined;
      return runId === undefined
        ? null
        : below(call.url, ['run', runId, 'resume'], { from: String(messagesDelivered) });
    },
  };
}

/** Reads a chunk that is not in the format of OpenAI. Returns whether it is known. */
function readOwn(body: Json, answer: ChatAnswer): boolean {
  const { response, usage } = body;
  // In JSON mode, `response` is an object.
  answer.text(isObject(response) ? JSON.stringify(response) : response);
  for (const call of objects(body.tool_calls)) {
    const { name = call.name, arguments: args = call.arguments } = object(call.function);
    // The last fragment of a call is empty.
    if (call.id ?? name ?? args) {
      answer.toolCall({ index: call.index, id: call.id, name, arguments: args });
    }
  }
  const { prompt_tokens, completion_tokens } = object(usage);
  answer.usage(usage, prompt_tokens, completion_tokens);
  return ['response', 'tool_calls', 'usage', 'finish_reason'].some((name) => name in body);
}
