// Writes one answer from a source into its buffer, as OpenAI chat.completions chunks, whether or not anybody reads.
// Called once per answer by chat-routes.js; never called for a resumed one.

import { ApiError, errorBody, toApiError } from './api-error.js';

/**
 * @param {import('./answer.js').Answer} answer
 * @param {import('./types.js').Source} source
 * @param {import('./types.js').ChatRequest} request
 * @param {import('./types.js').Limits} limits
 * @returns {Promise<void>} resolves when the answer has ended, however it did
 */
export async function generate(answer, source, request, limits) {
  /** @param {Record<string, string>} delta @param {string | null} finishReason */
  const append = (delta, finishReason) =>
    answer.append(
      JSON.stringify({
        id: answer.id,
        object: 'chat.completion.chunk',
        created: answer.created,
        model: request.model ?? source.model,
        choices: [{ index: 0, delta, finish_reason: finishReason }],
      }),
    );
  let characters = 0;
  /** @param {string} piece */
  const emit = (piece) => {
    characters += piece.length;
    if (characters > limits.answerCharacters) {
      throw new ApiError(
        502,
        'answer_too_long',
        `The answer grew past ${limits.answerCharacters} characters and was ended there.`,
      );
    }
    append({ content: piece }, null);
  };
  const finish = (/** @type {string} */ reason) => {
    append({}, reason);
    answer.append('[DONE]');
  };

  // The first event leaves at once: from then on the reader holds an id to resume or stop with,
  // even while a slow model is still thinking.
  append({ role: 'assistant', content: '' }, null);
  try {
    finish(await source.write(request, emit, answer.signal));
  } catch (error) {
    if (answer.signal.aborted) finish('stop');
    else answer.append(JSON.stringify(errorBody(report(error))));
  } finally {
    answer.end();
  }
}

/** @param {unknown} error */
function report(error) {
  if (!(error instanceof ApiError)) console.error(error);
  return toApiError(error);
}
