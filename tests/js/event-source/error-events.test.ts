// The error events of EventSource have the extra properties of the package `eventsource`.
import { expect, test } from 'vitest';
import {
  EventSource,
  type EventSourceErrorEvent,
  type EventSourceInit,
} from '../../../js/src/index.js';
import { urlWithoutServer } from '../support/host.js';
import { answers, endsAfter, type Respond } from '../support/server.js';
import { FakeEnvironment } from '../support/fake-environment.js';
import { eventSourceIn } from '../../../js/src/shapes/event-source/event-source.js';
import { scene, watch, type Watched } from '../support/watched-source.js';

/** Returns the first error event of a source. */
async function firstErrorOf({ events, fired }: Watched): Promise<EventSourceErrorEvent> {
  for (let count = 1; ; count++) {
    await fired(count);
    const event = events[count - 1];
    if (event?.type === 'error') {
      return event;
    }
  }
}

test.each<[string, Respond, number | undefined, RegExp]>([
  ['a status', answers(401), 401, /^Expected a 2xx response, got 401/],
  ['status 204', answers(204), 204, /^Expected a 200 response, got 204/],
  ['another content type', answers(200, {}, 'text'), 200, /a text\/event-stream response, got/],
  ['the end of the body', endsAfter('data: a\n\n'), undefined, /^Expected the stream to stay open/],
])(
  'error event: %s: message is that of the error, and code is its status',
  async (_what, respond, code, text) => {
    const event = await firstErrorOf(await scene({}, respond));

    expect(event.message).toMatch(text);
    expect(event.message).toBe(event.error?.message);
    expect(event.code).toBe(code);
    expect(Object.keys(event)).toEqual(expect.arrayContaining(['error', 'message', 'code']));
  },
);

test('error event: without a response, message has the reason and code is undefined', async () => {
  const source = eventSourceIn(new FakeEnvironment(), await urlWithoutServer());

  const event = await firstErrorOf(watch(source));

  expect(event.message).toMatch(/^Expected a response, got none: ./);
  expect(event.code).toBeUndefined();
});

/** A fetch whose response has only the properties that `eventsource` reads. */
function fetchOf(status: number, body: unknown): NonNullable<EventSourceInit['fetch']> {
  const headers = new Headers({ 'content-type': 'text/event-stream' });
  return () => Promise.resolve({ url: '', redirected: false, status, headers, body } as Response);
}

test.each<[unknown, string]>([
  ['text', 'string'],
  [undefined, 'undefined'],
])(
  'EventSource: a fetch whose body is %j: the message says what was expected',
  async (body, got) => {
    const event = await firstErrorOf(await scene({ fetch: fetchOf(200, body) }));

    expect(event.message).toBe(
      `Expected a ReadableStream or an async iterable as the body, got ${got} (status 200)`,
    );
  },
);

test('EventSource: accepts a fetch whose responses have no ok and no statusText', async () => {
  const { body } = new Response('data: a\n\n');
  const { log, fired } = await scene({ fetch: fetchOf(200, body) });
  await fired(2);
  expect(log).toEqual(['open 1', 'a message']);

  const refused = await firstErrorOf(await scene({ fetch: fetchOf(503, null) }));

  expect(refused.message).toBe('Expected a 2xx response, got 503');
});

test('EventSource: has the symbol by which libraries detect that the class accepts fetch', () => {
  const symbol = Symbol.for('eventsource.supports-fetch-override');

  expect(Object.getOwnPropertyDescriptor(EventSource, symbol)).toMatchObject({
    value: true,
    enumerable: false,
  });
});
