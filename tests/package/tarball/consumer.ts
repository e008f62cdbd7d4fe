// A program that uses every public name, in the syntax of old compilers. It is checked in this
// repository like any other file, and by types.test.ts against the installed package.
import {
  BodyError,
  ConnectError,
  createParser,
  EventSource,
  EventSourceParserStream,
  eventStream,
  EventStreamContentType,
  EventStreamError,
  EventTooLargeError,
  fetchEventSource,
  HandlerError,
  InvalidRequestError,
  isEventStreamError,
  isResponseError,
  ParseError,
  ready,
  ResponseError,
  RuntimeUnavailableError,
  StreamInterruptedError,
  StreamTimeoutError,
  TruncatedError,
} from '../../../js/src/index.js';
import type {
  Backend,
  EventSourceConstructor,
  EventSourceErrorEvent,
  EventSourceEventMap,
  EventSourceInit,
  EventSourceMessage,
  EventSourceParser,
  EventSourceParserStreamOptions,
  EventStream,
  EventStreamErrorContext,
  EventStreamErrorPhase,
  EventStreamFailure,
  EventStreamInit,
  Fetch,
  FetchEventSourceInit,
  HeadersSource,
  HeaderValues,
  MessageStreamInit,
  ParserCallbacks,
  ParsedMessage,
  ParserConfig,
  ParserLimit,
  PendingRetry,
  ResumeAnswer,
  Resume,
  ResumeContext,
  ResponseStreamInit,
  ResumeRequest,
  RetryOptions,
  StreamInit,
  StreamState,
  StreamStatus,
  Timeouts,
  UrlLike,
} from '../../../js/src/index.js';

// The options, from the most general to those of each API.
const fetch: Fetch = (input, init) => globalThis.fetch(input, init);
const values: HeaderValues = { authorization: 'Bearer 1', 'x-trace': undefined };
const headers: HeadersSource = async () => values;
const retry: RetryOptions = { maxAttempts: 3, statuses: [503], replay: false };
const timeouts: Timeouts = { headers: 1000, idle: 5000 };
const init: StreamInit = { method: 'POST', body: '{}', headers, fetch, retry, timeouts };
const again: ResumeRequest = { url: new URL('https://example.com/rest'), method: 'GET' };
const messages: MessageStreamInit<number> = {
  ...init,
  isTerminal: ({ data }) => data === '[DONE]',
  cursor: ({ data }) => data.length,
  resume: ({ cursor }): ResumeAnswer => (cursor === undefined ? null : again),
  dedupe: ({ id }, position) => id || position,
  onretry: ({ attempt, delay, reason, error }: PendingRetry) => [attempt, delay, reason, error],
  onstate: ({ state, bytes }: StreamStatus) => describe(state, bytes),
};
const callbacks: FetchEventSourceInit<number> = {
  ...messages,
  signal: new AbortController().signal,
  onopen: async (response) => response.headers.get('content-type') === EventStreamContentType,
  onmessage: (message: EventSourceMessage) => kept.push(message),
  onclose: () => undefined,
  onerror: (error: EventStreamError) => (error instanceof ResponseError ? null : 1000),
};
const iteration: EventStreamInit<number> = { ...messages, signal: null };
const kept: EventSourceMessage[] = [];

function describe(state: StreamState, bytes: number): string {
  return `${state} after ${bytes} bytes`;
}

// The APIs.
export const done: Promise<void> = fetchEventSource('https://example.com/chat', callbacks);
export const inferred = fetchEventSource('/chat', {
  cursor: ({ id }) => ({ id }),
  resume: ({ cursor }) => `/chat?after=${cursor?.id ?? ''}`,
});

export const counted = eventStream<number>('/chat', {
  resume: ({ cursor }) => `/chat?after=${cursor ?? 0}`,
  cursor: ({ data }) => data.length,
});
// Newer compilers need no annotation.
export const closing: EventStream = eventStream('/chat', { onopen: () => closing.close() });
const stream: EventStream = eventStream(new URL('https://example.com/chat'), iteration);

export async function loop(): Promise<EventSourceMessage[]> {
  const found: EventSourceMessage[] = [];
  for await (const message of stream) {
    found.push(message);
  }
  const step = await stream.next();
  if (!step.done) {
    found.push(step.value);
  }
  await stream.return();
  return found;
}

const sourceInit: EventSourceInit = { ...init, withCredentials: true };
const Source: EventSourceConstructor = EventSource;
export const source: EventSource = new Source('/chat', sourceInit);
export const streamed = EventSource.fromReadableStream(new ReadableStream<Uint8Array>());
source.onmessage = (event: EventSourceEventMap['message']) => event.lastEventId.length;
source.onerror = ({ error, message, code }: EventSourceErrorEvent) => [error?.phase, message, code];
source.addEventListener('add', ({ data, lastEventId }) => [String(data), lastEventId]);

const limited: ParserLimit = { maxEventBytes: 1_000_000 };
const named: ParserCallbacks = { onId: (id) => id.length, onRetry: (delay) => delay.toFixed() };
const streamOptions: EventSourceParserStreamOptions = {
  ...named,
  ...limited,
  onError: 'terminate',
};
export async function piped(response: Response): Promise<string[]> {
  const texts: string[] = [];
  const reader = response.body?.pipeThrough(new EventSourceParserStream(streamOptions)).getReader();
  for (;;) {
    const step = await reader?.read();
    if (step === undefined || step.done) {
      return texts;
    }
    const { id = '', event = 'message', data }: ParsedMessage = step.value;
    texts.push(id, event, data);
  }
}

const config: ParserConfig = {
  ...named,
  maxBufferSize: 1_000_000,
  onEvent: ({ data, event = '', id = '' }) => kept.push({ data, event, id }),
  onError: (error) => (error.type === 'unknown-field' ? error.field : error.message),
};
export async function parse(chunks: Uint8Array[]): Promise<Backend> {
  const backend = await ready();
  const parser: EventSourceParser = createParser(config);
  chunks.forEach((chunk) => parser.feed(chunk));
  parser.feed('data: text\n\n');
  parser.reset({ consume: true });
  return backend;
}

// The errors.
export function explain(error: unknown): string {
  if (error instanceof ResponseError) {
    return `${error.status} ${error.headers.get('date') ?? ''} ${error.body}`;
  }
  if (error instanceof StreamTimeoutError) {
    return `${error.timeout} ${error.limit.toFixed()}`;
  }
  if (error instanceof EventTooLargeError) {
    return error.maxEventBytes.toFixed();
  }
  if (error instanceof ParseError) {
    return [error.type, error.field, error.value, error.line].join();
  }
  if (error instanceof HandlerError) {
    return error.handler;
  }
  const others = [
    BodyError,
    ConnectError,
    InvalidRequestError,
    RuntimeUnavailableError,
    StreamInterruptedError,
    TruncatedError,
  ];
  if (error instanceof EventStreamError && others.some((kind) => error instanceof kind)) {
    const phase: EventStreamErrorPhase = error.phase;
    const context: EventStreamErrorContext = error;
    return `${phase} in attempt ${context.attempt} of ${context.messagesDelivered} messages`;
  }
  return 'no error of the package';
}

export function narrowed(error: unknown): string {
  if (isResponseError(error)) {
    return `${error.status}`;
  }
  if (!isEventStreamError(error)) {
    return 'no error of the package';
  }
  const failure: EventStreamFailure = error;
  return failure.phase === 'status' ? failure.status.toFixed() : failure.phase;
}

const responseInit: ResponseStreamInit = { maxEventBytes: 1024 };
export const received: EventStream = eventStream(new Response(''), responseInit);

export const here: UrlLike = new URL('https://example.org/');
export const byId: Resume = 'last-event-id';

export function request({ cursor, headers: received, error }: ResumeContext<number>): string {
  return `${cursor ?? 0} ${received.get('x-stream') ?? ''} ${error.name}`;
}
