// The errors of requests, responses and bodies.
import { vi } from 'vitest';
import { EventSource, fetchEventSource } from '../../../../js/src/index.js';
import { chatText, openaiChat } from '../../../../js/src/chat/index.js';
import { pageLeft } from '../../../../js/src/request/failure.js';
import { Outcome } from '../../../../js/src/runtime/module.js';
import { urlWithoutServer } from '../../support/host.js';
import { answers, endsAfter, staysOpenAfter } from '../../support/server.js';
import {
  all,
  call,
  CONTEXT,
  errorEventOf,
  fails,
  once,
  POST,
  responding,
  served,
  STREAM,
  streamOf,
  type ListedError,
} from './calls.js';

export const STREAMS: readonly ListedError[] = [
  [
    'ConnectError connect',
    'Expected a response, got none: fetch failed (*)',
    async () => fetchEventSource(await urlWithoutServer(), once),
  ],
  [
    'InvalidRequestError connect',
    'Expected a valid request, got: Expected an HTTP(S) URL, got mailto:',
    () => fetchEventSource('mailto:a@b.c'),
  ],
  [
    'InvalidRequestError connect',
    'Expected a valid request, got: Expected a global fetch or the option fetch, got none',
    () => {
      vi.stubGlobal('fetch', undefined);
      return call({});
    },
  ],
  ['HandlerError handler', 'headers threw: mine', () => call({ headers: fails })],
  [
    'ResponseError status',
    'Expected a 2xx response, got 404 Not Found from http://127.0.0.1:*/stream',
    () => served(answers(404)),
  ],
  [
    'ResponseError content-type',
    'Expected a text/event-stream response, got text/html from http://127.0.0.1:*/stream',
    () => served(answers(200, { 'content-type': 'text/html' })),
  ],
  [
    'ResponseError content-type',
    'Expected a text/event-stream response, got no content type from *',
    () => served(answers(200)),
  ],
  [
    'ResponseError content-type',
    'Expected an answer in the given format, got text/event-stream: "{\\"a\\":1}"',
    () => all(chatText(streamOf('data: {"a":1}\n\n'), { format: openaiChat })),
  ],
  [
    'BodyError body',
    'Expected the end of the body, got a lost connection: terminated (*)',
    () => served(staysOpenAfter('data: a\n\n')),
  ],
  [
    'BodyError body',
    'Expected an unread body, got one that onopen has read',
    () => responding(() => streamOf('a'), { onopen: (response) => response.text() }),
  ],
  [
    'BodyError body',
    'Expected a ReadableStream or an async iterable as the body, got null (status 200)',
    () => responding(() => new Response(null, { headers: STREAM })),
  ],
  [
    'BodyError body',
    'Expected a body of Uint8Array chunks, got a chunk of number',
    () =>
      errorEventOf(
        EventSource.fromReadableStream(
          new ReadableStream({ start: (controller) => controller.enqueue(7 as never) }),
        ),
      ),
  ],
  [
    'BodyError body',
    'The page was hidden, frozen or left',
    () => {
      throw pageLeft(Outcome.pageHidden).toError(CONTEXT);
    },
  ],
  [
    'StreamTimeoutError timeout',
    'Expected a byte within 20 ms (timeouts.idle), got none',
    () => served(staysOpenAfter(''), { ...once, timeouts: { idle: 20 } }),
  ],
  [
    'TruncatedError truncated',
    'Expected the last message, got the end of the body',
    () => served(endsAfter(''), { ...once, isTerminal: () => false }),
  ],
  [
    'StreamInterruptedError truncated',
    'The stream was interrupted; messages delivered: 0 (see resume and retry.replay): Expected the last message, *',
    () => served(endsAfter(''), { ...POST, isTerminal: () => false }),
  ],
  [
    'StreamInterruptedError body',
    '*: Expected the server to continue after the last event ID, got ID "1" again',
    () =>
      served(endsAfter('id: 1\ndata: a\n\n'), {
        resume: 'last-event-id',
        isTerminal: () => false,
        retry: { initialDelay: 10 },
      }),
  ],
  [
    'HandlerError handler',
    'resume threw: Expected resume to return a URL, a Request, an object with url, *, or null, got 7',
    () =>
      served(endsAfter('data: a\n\n'), {
        ...POST,
        isTerminal: () => false,
        resume: () => 7 as never,
      }),
  ],
];
