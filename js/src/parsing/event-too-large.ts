// The error for a parser that has stopped.
import { EventTooLargeError, type EventStreamErrorContext } from '../errors.js';
import { ErrorCode } from '../runtime/module.js';

/** `errorCode`: of the parser; `maxEventBytes` was exceeded if there is none. */
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
