// Creates the error for an event that is too large.
import { EventTooLargeError, type EventStreamErrorContext } from '../errors.js';
import { ErrorCode } from '../runtime/module.js';

/** `errorCode` is the code that the parser returned. Without it, the event was larger than `maxEventBytes`. */
export function eventTooLarge(
  maxEventBytes: number,
  context: EventStreamErrorContext,
  errorCode?: number,
): EventTooLargeError {
  const limit =
    errorCode === ErrorCode.outOfMemory
      ? 'memory'
      : errorCode === ErrorCode.budgetExceeded
        ? 'budget'
        : 'maxEventBytes';
  return new EventTooLargeError(maxEventBytes, limit, context);
}
