// The error for a parser that has stopped.
import { EventTooLargeError, type EventStreamErrorContext } from '../errors.js';
import { ErrorCode } from '../runtime/module.js';

export function eventTooLarge(
  errorCode: number,
  maxEventBytes: number,
  context: EventStreamErrorContext,
): EventTooLargeError {
  const limit =
    errorCode === ErrorCode.outOfMemory
      ? 'memory'
      : errorCode === ErrorCode.budgetExceeded
        ? 'budget'
        : 'maxEventBytes';
  return new EventTooLargeError(maxEventBytes, limit, context);
}
