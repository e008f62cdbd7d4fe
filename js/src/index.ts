// The names of the package, and nothing else.
export { EventStreamContentType } from './request/content-type.js';
export {
  BodyError,
  ConnectError,
  EventStreamError,
  EventTooLargeError,
  HandlerError,
  InvalidRequestError,
  ParseError,
  ResponseError,
  RuntimeUnavailableError,
  StreamInterruptedError,
  StreamTimeoutError,
  TruncatedError,
} from './errors.js';
export type { EventStreamErrorContext, EventStreamErrorPhase } from './errors.js';
export { isEventStreamError, isResponseError } from './error-guards.js';
export type { EventStreamFailure } from './error-guards.js';
export { createParser } from './shapes/create-parser.js';
export type { EventSourceParser, ParserConfig } from './shapes/create-parser.js';
export { EventSource } from './shapes/event-source/event-source.js';
export type { EventSourceConstructor } from './shapes/event-source/event-source.js';
export type { EventSourceInit } from './options/event-source-init.js';
export type { EventSourceErrorEvent, EventSourceEventMap } from './shapes/event-source/event-source-interface.js';
export { eventStream } from './shapes/event-stream/event-stream.js';
export type { EventStream, EventStreamInit } from './shapes/event-stream/event-stream.js';
export { EventSourceParserStream } from './shapes/parser-stream.js';
export type { EventSourceParserStreamOptions } from './shapes/parser-stream.js';
export { ready } from './shapes/ready.js';
export type { Backend } from './runtime/load.js';
export type { ParserCallbacks } from './parsing/push-parser.js';
export { fetchEventSource } from './shapes/fetch-event-source.js';
export type { FetchEventSourceInit } from './shapes/fetch-event-source.js';
export type { MessageStreamInit } from './options/message-stream-init.js';
export type {
  Resume,
  ResumeAnswer,
  ResumeContext,
  ResumeRequest,
  UrlLike,
} from './request/resume-request.js';
export type { StreamInit } from './options/stream-init.js';
export type { StreamState, StreamStatus } from './connecting/stream-meter.js';
export type { PendingRetry } from './connecting/stream.js';
export type {
  EventSourceMessage,
  Fetch,
  HeaderValues,
  HeadersSource,
  RetryOptions,
  Timeouts,
} from './types.js';
