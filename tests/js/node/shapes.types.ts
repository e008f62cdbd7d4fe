// Type tests of the other APIs: this file is checked by tsc and not run.
import type * as peer from 'eventsource-parser';
import type { EventSourceParserStream as PeerStream } from 'eventsource-parser/stream';
import {
  createParser,
  EventSourceParserStream,
  eventStream,
  EventTooLargeError,
  isEventStreamError,
  isResponseError,
  ready,
  type Backend,
  type EventSourceMessage,
  type EventSourceParser,
  type EventStream,
  type EventStreamFailure,
  type EventStreamInit,
  type ParsedMessage,
  type ParseError,
} from '../../../js/src/index.js';

declare const response: Response;

// Pipes of bytes and of text with the types of the DOM library.
export const fromBytes: ReadableStream<ParsedMessage> | undefined = response.body?.pipeThrough(
  new EventSourceParserStream(),
);
export const fromText: ReadableStream<ParsedMessage> | undefined = response.body
  ?.pipeThrough(new TextDecoderStream())
  .pipeThrough(new EventSourceParserStream({ onError: 'terminate', maxEventBytes: 1024 }));
new EventSourceParserStream({ onError: (error) => error.message.length });
// @ts-expect-error -- there is no such value.
new EventSourceParserStream({ onError: 'ignore' });
// @ts-expect-error -- messages come out of the stream.
new EventSourceParserStream({ onEvent: () => {} });

// Code written for eventsource-parser.
export const samePeerParser = (config: peer.ParserConfig): peer.EventSourceParser =>
  createParser({ ...config });
export const samePeerMessage = (message: ParsedMessage): peer.EventSourceMessage => message;
export const samePeerMessageBack = (message: peer.EventSourceMessage): ParsedMessage => message;
export const samePeerError = (error: ParseError): Pick<peer.ParseError, keyof peer.ParseError> =>
  error;
export const samePeerStream = (options: peer.ParserCallbacks): EventSourceParser =>
  createParser(options);
export const sameOptions = (
  ...[options]: ConstructorParameters<typeof PeerStream>
): EventSourceParserStream => new EventSourceParserStream(options);

export const parser: EventSourceParser = createParser({
  onEvent: ({ id = '', event = 'message', data }: ParsedMessage) => [id, event, data],
  onError: (error) => {
    if (error.type === 'unknown-field') {
      error.field?.trim();
    } else if (error instanceof EventTooLargeError) {
      error.maxEventBytes.toFixed();
    }
  },
  onId: (id) => id.length,
  onRetry: (milliseconds) => milliseconds.toFixed(),
  onComment: (comment) => comment.length,
});
parser.feed(new Uint8Array());
parser.feed('');
parser.reset({ consume: true });
// @ts-expect-error -- the argument is an object.
createParser(() => {});
// @ts-expect-error -- neither bytes nor text.
parser.feed(new ArrayBuffer(8));

// Iteration.
export const stream: EventStream = eventStream('/', {
  method: 'POST',
  headers: async () => ({ a: '1' }),
  body: '{}',
  signal: new AbortController().signal,
  onopen: (opened) => opened.status,
  oncomment: (comment) => comment.length,
  retry: { maxAttempts: 1 },
});
export async function iterate(): Promise<string[]> {
  const texts: string[] = [stream.lastEventId, `${stream.response?.status ?? 0}`];
  for await (const { data, retry } of stream) {
    texts.push(data, `${retry ?? 0}`);
  }
  await using disposed = eventStream(new URL('http://127.0.0.1/'));
  const step = await disposed.next();
  if (!step.done) {
    texts.push(step.value.data);
  }
  return texts;
}
// @ts-expect-error -- messages are iterated over.
eventStream('/', { onmessage: () => {} });

export const backend: Promise<Backend> = ready();

// A handler may refer to the stream that it configures.
const closing = eventStream('/', {
  onopen() {
    closing.close();
  },
});
const closed = eventStream('/', { onopen: () => closed.close(), onretry: () => closed.close() });
const early = eventStream('/', {
  isTerminal: ({ data }) => {
    early.close();
    return data === '';
  },
});
const counting = eventStream('/', {
  onopen: (response) => {
    counting.close();
    return response.status;
  },
  cursor: ({ data }) => data.length,
});
export const selfReferring: EventStream[] = [closing, closed, early, counting];

// The type of the cursor: a named type works in any order; an inferred one requires `cursor` first
// or a typed parameter.
const take = (count: number | undefined): string => `/rest?after=${count ?? 0}`;
eventStream<number>('/', {
  resume: ({ cursor }) => take(cursor),
  cursor: ({ data }) => data.length,
});
eventStream('/', { cursor: ({ data }) => data.length, resume: ({ cursor }) => take(cursor) });
eventStream('/', {
  resume: ({ cursor }) => take(cursor),
  cursor: ({ data }: EventSourceMessage) => data.length,
});
// Without an annotation the cursor is `any` where `resume` comes first.
// eslint-disable-next-line @typescript-eslint/no-unsafe-argument
eventStream('/', { resume: ({ cursor }) => take(cursor), cursor: ({ data }) => data.length });
const text = (cursor: string | undefined): string => cursor ?? '';
eventStream<number>('/', {
  // @ts-expect-error -- the cursor is a number.
  resume: ({ cursor }) => text(cursor),
  cursor: ({ data }) => data.length,
});
eventStream('/', {
  cursor: ({ data }) => data.length,
  // @ts-expect-error -- the cursor is a number.
  resume: ({ cursor }) => text(cursor),
});
eventStream('/', {
  // @ts-expect-error -- the cursor is a number.
  resume: ({ cursor }) => text(cursor),
  cursor: ({ data }: EventSourceMessage) => data.length,
});
export const passedOn = <Cursor>(init: EventStreamInit<Cursor>): EventStream =>
  eventStream('/', init);
eventStream('/', { resume: () => location });
// @ts-expect-error -- a Date is no request.
eventStream('/', { resume: () => new Date() });

// What a catch block can do.
export function describeFailure(error: unknown): string {
  if (isResponseError(error)) {
    return `${error.status} ${error.body} ${error.headers.get('x-request-id') ?? ''}`;
  }
  if (!isEventStreamError(error)) {
    return 'unknown';
  }
  const failure: EventStreamFailure = error;
  switch (failure.phase) {
    case 'status':
    case 'content-type':
      return failure.status.toFixed();
    case 'timeout':
      return 'timeout' in failure ? failure.timeout : failure.message;
    case 'limit':
      return 'maxEventBytes' in failure ? failure.maxEventBytes.toFixed() : failure.message;
    case 'handler':
      return 'handler' in failure ? failure.handler : failure.message;
    default:
      // @ts-expect-error -- other phases have no response.
      return String(failure.status);
  }
}
