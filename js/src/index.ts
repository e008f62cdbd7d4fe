// The public names of the main entry, `post-event-source`.
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
export type { EventSourceInit } from './options/event-source-init.js';
export type {
  EventSourceConstructor,
  EventSourceErrorEvent,
  EventSourceEventMap,
} from './shapes/event-source/event-source-interface.js';
export { eventStream } from './shapes/event-stream.js';
export type { EventStream } from './shapes/event-stream.js';
export type { EventStreamInit, ResponseStreamInit } from './options/event-stream-init.js';
export { EventSourceParserStream } from './shapes/parser-stream.js';
export type { EventSourceParserStreamOptions } from './shapes/parser-stream.js';
export { ready } from './shapes/ready.js';
export type { Backend } from './runtime/load.js';
export type { ParserLimit } from './parsing/max-event-bytes.js';
export type { ParserCallbacks } from './parsing/push-parser.js';
export { fetchEventSource } from './shapes/fetch-event-source.js';
export type { FetchEventSourceInit } from './options/fetch-event-source-init.js';
export type { MessageStreamInit } from './options/message-stream-init.js';
export type {
  Resume,
  ResumeAnswer,
  ResumeContext,
  ResumeRequest,
  UrlLike,
} from './options/resume.js';
export type { StreamInit } from './options/stream-init.js';
export type { StreamState, StreamStatus } from './options/stream-status.js';
export type { PendingRetry } from './options/stream-status.js';
export type {
  EventSourceMessage,
  Fetch,
  HeaderValues,
  HeadersSource,
  ParsedMessage,
} from './types.js';
export type { RetryOptions } from './options/retry-options.js';
export type { Timeouts } from './options/timeouts.js';
