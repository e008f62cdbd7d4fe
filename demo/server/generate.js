// Writes one answer from a source into its buffer, in a format, whether or not anybody reads.
// Called once per answer by chat-routes.js; never called for a resumed one.

import { ApiError, toApiError } from './api-error.js';
import { contentOf } from './formats/writer.js';

/**
 * @param {import('./answer.js').Answer} answer
 * @param {import('./types.js').Source} source
 * @param {import('./types.js').WireFormat} format
 * @param {import('./types.js').ChatRequest} request
 * @param {import('./types.js').Limits} limits
 * @returns {Promise<void>} resolves when the answer has ended, however it did
 */
export async function generate(answer, source, format, request, limits) {
  const { id, created } = answer;
  const writer = format.write({ id, created, model: request.model ?? source.model });
  /** @param {string[]} events */
  const append = (events) => events.forEach((event) => answer.append(event));
  let characters = 0;

  // The first event leaves at once: from then on the reader holds an id to resume or stop with,
  // even while a slow model is still thinking.
  append(writer.begin());
  try {
    for await (const part of source.write(request, answer.signal)) {
      characters += contentOf(part).length;
      if (characters > limits.answerCharacters) throw tooLong(limits);
      append(writer.part(part));
    }
  } catch (error) {
    append(
      answer.signal.aborted
        ? writer.part({ type: 'finish', reason: 'stop' })
        : writer.fail(report(error)),
    );
  } finally {
    answer.end();
  }
}

/** @param {import('./types.js').Limits} limits */
const tooLong = ({ answerCharacters }) =>
  new ApiError(
    502,
    'answer_too_long',
    `The answer grew past ${answerCharacters} characters and was ended there.`,
  );

/** @param {unknown} error */
function report(error) {
  if (!(error instanceof ApiError)) console.error(error);
  return toApiError(error);
}
