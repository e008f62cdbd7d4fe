// The errors of EventSource.
import { EventSource } from '../../../../js/src/index.js';
import { bodyOf, errorEventOf, NOWHERE, type ListedError } from './calls.js';

export const EVENT_SOURCE: readonly ListedError[] = [
  ['TypeError', 'Expected a URL, got no argument', () => void Reflect.construct(EventSource, [])],
  ['SyntaxError', 'Expected a valid URL, got http://', () => new EventSource('http://')],
  [
    'TypeError',
    'Expected the init of an EventSource to be an object, got number',
    () => new EventSource(NOWHERE, 7 as never),
  ],
  [
    'TypeError',
    "Expected resume to be 'last-event-id', got true",
    () => new EventSource(NOWHERE, { resume: true } as object),
  ],
  [
    'TypeError',
    'Expected lastEventId to be a string or a number, got true',
    () => new EventSource(NOWHERE, { lastEventId: true } as object),
  ],
  [
    'TypeError',
    'Expected a ReadableStream, got "text"',
    () => EventSource.fromReadableStream('text' as never),
  ],
  [
    'BodyError body',
    'Expected the stream to stay open, got its end',
    () => errorEventOf(EventSource.fromReadableStream(bodyOf(''))),
  ],
  [
    'ResponseError status',
    'Expected a 200 response, got 201',
    () =>
      errorEventOf(
        new EventSource(NOWHERE, { fetch: async () => new Response('', { status: 201 }) }),
      ),
  ],
];
