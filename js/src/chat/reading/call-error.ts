// The errors of a call, as those who asked a chat API need them.
import { ResponseError, StreamInterruptedError, type EventStreamError } from '../../errors.js';
import { failureIn, failureInUnknown, type ApiFailure } from './api-failure.js';
import { ChatError } from '../chat-error.js';
import { isObject, objects, parseJson } from '../formats/shared/json.js';

/**
 * Returns the error to throw for `error`: the API's own, if it is an HTTP error with a JSON body, and the failure that cut
 * the answer, if it is the refusal to continue it.
 *
 * @param interruption - The failure that the newest request followed, after part of the answer was delivered.
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
