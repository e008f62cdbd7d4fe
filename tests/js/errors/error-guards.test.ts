// isEventStreamError and isResponseError, also for errors of another copy of the package.
import { expect, test } from 'vitest';
import {
  BodyError,
  ConnectError,
  EventStreamError,
  fetchEventSource,
  HandlerError,
  isEventStreamError,
  isResponseError,
  ResponseError,
  StreamInterruptedError,
} from '../../../js/src/index.js';
import { rejectionOf } from '../support/deferred.js';
import { freshPackage } from '../support/host.js';
import { answers, startServer } from '../support/server.js';

const CONTEXT = { attempt: 1, messagesDelivered: 0, retryable: false };
const response = new Response('no', { status: 401 });
const refused = new ResponseError(response, 'no', 'status', CONTEXT);

test.each<[string, unknown, boolean]>([
  ['a ConnectError', new ConnectError(CONTEXT), false],
  ['a ResponseError', refused, true],
  ['a HandlerError', new HandlerError('onmessage', CONTEXT), false],
  [
    'a StreamInterruptedError',
    new StreamInterruptedError('status', { ...CONTEXT, cause: refused }),
    false,
  ],
  [
    'a class of the user',
    new (class Mine extends EventStreamError {})('no', 'body', CONTEXT),
    false,
  ],
])('%s', (_what, error, isResponse) => {
  expect(isEventStreamError(error)).toBe(true);
  expect(isResponseError(error)).toBe(isResponse);
});

test.each([
  ['undefined', undefined],
  ['null', null],
  ['a text', 'ResponseError'],
  ['an Error', new Error('no')],
  ['an error with a status', Object.assign(new Error('no'), { status: 401, body: 'no' })],
  ['an error with a phase', Object.assign(new Error('no'), { phase: 'status' })],
  ['a Response', response],
])('isEventStreamError: false for %s', (_what, value) => {
  expect(isEventStreamError(value)).toBe(false);
  expect(isResponseError(value)).toBe(false);
});

test('isEventStreamError: recognises an error of another copy of the package, unlike instanceof', async () => {
  const server = await startServer(answers(401, {}, 'no access'));
  const copy = await freshPackage();

  const error = await rejectionOf(copy.fetchEventSource(server.url));

  expect(error).not.toBeInstanceOf(ResponseError);
  expect(isEventStreamError(error)).toBe(true);
  expect(isResponseError(error) && [error.status, error.body]).toEqual([401, 'no access']);
});

test('isResponseError: an interrupted stream has the status of the rejected response', async () => {
  const server = await startServer(answers(401));
  const cause = await rejectionOf(fetchEventSource(server.url));

  const byResponse = new StreamInterruptedError('status', { ...CONTEXT, cause });
  const byBody = new StreamInterruptedError('body', {
    ...CONTEXT,
    cause: new BodyError('', CONTEXT),
  });

  expect(byResponse.status).toBe(401);
  expect(byBody.status).toBeUndefined();
});
