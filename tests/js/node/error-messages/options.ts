// The errors of invalid arguments.
import { eventStream, fetchEventSource } from '../../../../js/src/index.js';
import { call, fails, NOWHERE, streamOf, type ListedError } from './calls.js';

const RETRY =
  'initialDelay, maxDelay, multiplier, jitter, maxAttempts, maxElapsed, replay, statuses';
const HANDLERS = 'oncomment or onretry or onstate or onopen or onmessage or onclose or onerror';

export const OPTIONS: readonly ListedError[] = [
  [
    'TypeError',
    'Expected a URL or a Request, got undefined',
    () => fetchEventSource(undefined as never),
  ],
  ['TypeError', 'Expected the options to be an object, got null', () => call(null as never)],
  ['TypeError', 'Expected the option onmessage, got onMessage', () => call({ onMessage: fails })],
  ['TypeError', `Expected the option ${HANDLERS}, got onData`, () => call({ onData: fails })],
  [
    'TypeError',
    `Expected the option ${RETRY.split(', ')
      .map((name) => `retry.${name}`)
      .join(' or ')}, got retry.delay`,
    () => call({ retry: { delay: 1 } }),
  ],
  ['TypeError', 'Expected onmessage to be a function, got "log"', () => call({ onmessage: 'log' })],
  [
    'TypeError',
    'Expected openWhenHidden to be a boolean, got "no"',
    () => call({ openWhenHidden: 'no' }),
  ],
  ['TypeError', 'Expected method to be a string, got 7', () => call({ method: 7 })],
  [
    'TypeError',
    'Expected maxEventBytes to be a number, got "1"',
    () => call({ maxEventBytes: '1' }),
  ],
  [
    'RangeError',
    'Expected maxEventBytes to be an integer from 1 to 268435456, got 0',
    () => call({ maxEventBytes: 0 }),
  ],
  [
    'TypeError',
    'Expected headers to be an object, an iterable of pairs or a function, got "a: 1"',
    () => call({ headers: 'a: 1' }),
  ],
  [
    'TypeError',
    'Expected signal to be an AbortSignal, got AbortController',
    () => call({ signal: new AbortController() }),
  ],
  [
    'TypeError',
    'Expected idempotencyKey to be a string or a boolean, got 7',
    () => call({ idempotencyKey: 7 }),
  ],
  [
    'TypeError',
    'Expected body to be a value that fetch can send, such as JSON.stringify(data), got Object',
    () => call({ body: {} }),
  ],
  [
    'TypeError',
    'Expected retry to be an object such as { maxAttempts: 3 }, or false, got 3',
    () => call({ retry: 3 }),
  ],
  [
    'TypeError',
    'Expected retry.maxAttempts to be a whole number from 1, where 1 never retries, or Infinity, got 0',
    () => call({ retry: { maxAttempts: 0 } }),
  ],
  [
    'TypeError',
    'Expected retry.statuses to be an array of HTTP status codes, got 503',
    () => call({ retry: { statuses: 503 } }),
  ],
  [
    'RangeError',
    'Expected retry.statuses to be from 100 to 599, got 99',
    () => call({ retry: { statuses: [99] } }),
  ],
  [
    'TypeError',
    'Expected timeouts to be an object such as { idle: 30000 }, got 5',
    () => call({ timeouts: 5 }),
  ],
  [
    'RangeError',
    'Expected timeouts.idle to be more than 0 ms, got 0',
    () => call({ timeouts: { idle: 0 } }),
  ],
  [
    'TypeError',
    "Expected resume to be a function or 'last-event-id', got true",
    () => call({ resume: true }),
  ],
  [
    'TypeError',
    'Expected an option for reading a Response (dataOfLine, *, timeouts), got method',
    () => eventStream(streamOf(''), { method: 'POST' } as object),
  ],
  [
    'TypeError',
    'Expected a Response with an unread body, got one that is locked',
    () => {
      const response = streamOf('a');
      response.body?.getReader();
      return eventStream(response);
    },
  ],
  [
    'TypeError',
    'Expected one loop over a stream, got a second one',
    () => {
      const stream = eventStream(NOWHERE);
      stream[Symbol.asyncIterator]();
      return stream[Symbol.asyncIterator]();
    },
  ],
];
