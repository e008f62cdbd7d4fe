// Cloudflare Workers AI, also behind AI Gateway.
import { below } from './shared/address.js';
import type { ChatAnswer, ChatCall, ChatFormat, ChatReader } from '../chat-format.js';
import { isObject, object, objects, type Json } from './shared/json.js';
import { openaiChat } from './openai-chat.js';

/**
 * Cloudflare Workers AI with `stream: true`: `data: {"response": …}` or chunks of OpenAI chat completions, at the end
 * `data: [DONE]`, or one whole response. Models that send `response` do not say why they end: the finish reason is `other`.
 * `index` is as for {@link openaiChat}.
 *
 * AI Gateway keeps an answer for some minutes, if its response has a `cf-aig-run-id` header. After a cut, such an answer is
 * continued by a GET of `{url}/run/{run ID}/resume`, so the URL of the call has to be that of the gateway.
 */
export const workersAi: ChatFormat = { createReader };

function createReader(call: ChatCall): ChatReader {
  const openai = openaiChat.createReader(call);
  /** That of the first response. */
  let runId: string | undefined;

  return {
    ...openai,
    read(chunk, answer, event) {
      // The REST API wraps a whole response.
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

/** Returns whether the chunk is one of Workers AI's own. */
function readOwn(body: Json, answer: ChatAnswer): boolean {
  const { response, usage } = body;
  // JSON mode responds with an object.
  answer.text(isObject(response) ? JSON.stringify(response) : response);
  for (const call of objects(body.tool_calls)) {
    const { name = call.name, arguments: given = call.arguments } = object(call.function);
    // The last fragment of a call is empty.
    if (call.id ?? name ?? given) {
      answer.toolCall({ index: call.index, id: call.id, name, arguments: given });
    }
  }
  const { prompt_tokens, completion_tokens } = object(usage);
  answer.usage(usage, prompt_tokens, completion_tokens);
  return ['response', 'tool_calls', 'usage', 'finish_reason'].some((name) => name in body);
}
