// Converts the errors of a stream to those of a chat call.
import { ResponseError, StreamInterruptedError, type EventStreamError } from '../../errors.js';
import { failureIn, failureInUnknown, type ApiFailure } from './api-failure.js';
import { ChatError } from '../chat-error.js';
import { isObject, objects, parseJson } from '../formats/shared/json.js';

/**
 * Returns the error to throw for `error`: a ChatError for an HTTP error with a JSON error in its body, and the interruption
 * if the server refused to resume the answer.
 *
 * @param interruption - The failure before the latest request, if a part of the answer was delivered.
 */
export function callError(error: unknown, interruption: EventStreamError | undefined): unknown {
  if (!(error instanceof ResponseError)) {
    return error;
  }
  const { attempt, messagesDelivered, retryable, status, phase } = error;
  const context = { attempt, messagesDelivered, retryable };
  if (interruption !== undefined) {
    return new StreamInterruptedError(interruption.phase, { ...context, cause: interruption });
  }
  const failure = phase === 'status' ? failureOfBody(error.body) : undefined;
  return failure === undefined
    ? error
    : new ChatError(failure, { ...context, cause: error }, status);
}

function failureOfBody(body: string): ApiFailure | undefined {
  const value = parseJson(body);
  const [chunk] = isObject(value) || Array.isArray(value) ? objects(value) : [];
  return chunk && (failureIn(chunk, '') ?? failureInUnknown(chunk, true));
}
