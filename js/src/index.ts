// The names of the package, and nothing else.
export { EventStreamContentType } from './connecting/content-type.js';
export {
  BodyError,
  ConnectError,
  EventStreamError,
  EventTooLargeError,
  HandlerError,
  InvalidRequestError,
  ResponseError,
  RuntimeUnavailableError,
  StreamInterruptedError,
} from './errors.js';
export type { EventStreamErrorContext, EventStreamErrorPhase } from './errors.js';
export { fetchEventSource } from './shapes/fetch-event-source.js';
export type { FetchEventSourceInit } from './shapes/fetch-event-source.js';
export type { EventSourceMessage, Fetch, HeadersSource, RetryOptions } from './types.js';
