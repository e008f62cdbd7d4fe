// The error events of an EventSource.
import type { ResponseError } from '../../errors.js';

/** Returns a plain Event, as in the standard, with the properties of `EventSourceErrorEvent`. */
export function errorEvent(error: unknown): Event {
  const { message, status } = error as Partial<ResponseError>;
  const event = new Event('error');
  for (const [name, value] of Object.entries({ error, message, code: status })) {
    Object.defineProperty(event, name, { enumerable: true, value });
  }
  return event;
}
