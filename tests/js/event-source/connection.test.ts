// EventSource: announcing, reestablishing and failing the connection, as the standard defines them.
import { describe, expect, test, vi } from 'vitest';
import { ResponseError } from '../../../js/src/index.js';
import { settle } from '../support/deferred.js';
import { urlWithoutServer } from '../support/host.js';
import { FakeEnvironment } from '../support/fake-environment.js';
import {
  answers,
  drops,
  endsAfter,
  startServer,
  staysOpenAfter,
  type Respond,
} from '../support/server.js';
import { QUIET, scene, watch } from '../support/watched-source.js';
import { eventSourceIn } from '../../../js/src/shapes/event-source/event-source.js';

const EVENT_STREAM = { 'content-type': 'text/event-stream' };

describe('EventSource: request', () => {
  test('is a GET that accepts an event stream', async () => {
    const { server, fired } = await scene({}, staysOpenAfter(QUIET));

    await fired(1);

    const [request] = server.requests;
    expect(request?.method).toBe('GET');
    expect(request?.headers).toMatchObject({ accept: 'text/event-stream' });
    expect(request?.headers['last-event-id']).toBeUndefined();
  });

  test.each([
    [false, 'same-origin'],
    [true, 'include'],
  ])('withCredentials %s: credentials %s', async (withCredentials, credentials) => {
    const fetch = vi.fn(globalThis.fetch);
    const { server, source, fired } = await scene(
      { withCredentials, fetch },
      staysOpenAfter(QUIET),
    );

    // The request is sent when the constructor returns.
    expect(fetch).toHaveBeenCalledOnce();
    await fired(1);

    expect(source.withCredentials).toBe(withCredentials);
    expect(fetch.mock.calls[0]?.[0]).toBe(server.url);
    expect(fetch.mock.calls[0]?.[1]).toMatchObject({
      credentials,
      mode: 'cors',
      cache: 'no-store',
      redirect: 'follow',
    });
  });

  test.each([301, 302, 303, 307, 308])('follows a redirect of status %i', async (status) => {
    const target = await startServer(staysOpenAfter('data: a\n\n'));
    const { source, log, events, server, fired } = await scene(
      {},
      answers(status, { location: target.url }),
    );

    await fired(2);

    expect(log).toEqual(['open 1', 'a message']);
    expect(source.url).toBe(server.url);
    expect((events[1] as MessageEvent).origin).toBe(new URL(target.url).origin);
  });
});

describe('EventSource: announcing the connection', () => {
  test('readyState is CONNECTING, and OPEN when the open event is dispatched', async () => {
    const { source, events, log, fired } = await scene({}, staysOpenAfter(QUIET));

    expect(source.readyState).toBe(source.CONNECTING);
    await fired(1);

    expect(log).toEqual(['open 1']);
    const [open] = events;
    expect(open?.constructor).toBe(Event);
    expect(open).toMatchObject({ bubbles: false, cancelable: false, target: source });
    expect(open).not.toHaveProperty('data');
  });

  test.each([
    'text/event-stream',
    'text/event-stream;charset=windows-1252',
    'text/event-stream ; bogus',
    'TEXT/Event-Stream',
  ])('accepts content type %s', async (type) => {
    const { log, fired } = await scene({}, (response) =>
      response.writeHead(200, { 'content-type': type }).write(QUIET),
    );

    await fired(1);

    expect(log).toEqual(['open 1']);
  });
});

describe('EventSource: message', () => {
  test('is a MessageEvent of the type of its event field', async () => {
    const server = await startServer(
      staysOpenAfter('data: a\n\nevent: b\ndata: c\ndata\n\nevent:\ndata: d\n\n'),
    );
    const source = eventSourceIn(new FakeEnvironment(), server.url);
    const { log, events, fired } = watch(source, 'b');

    await fired(4);

    expect(log).toEqual(['open 1', 'a message', 'c\n b', 'd message']);
    for (const event of events.slice(1)) {
      expect(event.constructor).toBe(MessageEvent);
      const { origin } = new URL(server.url);
      expect(event).toMatchObject({ origin, bubbles: false, cancelable: false, target: source });
    }
  });

  test('has the last event ID, which persists until the next ID or an empty one', async () => {
    const { source, events, fired } = await scene(
      {},
      staysOpenAfter('id: 1\ndata: a\n\ndata: b\n\nid: 2\n\ndata: c\n\nid\ndata: d\n\ndata: e\n\n'),
    );
    const seen: string[] = [];
    source.addEventListener('message', () => seen.push(source.lastEventId));

    expect(source.lastEventId).toBe('');
    await fired(6);

    const ids = events.slice(1).map((event) => (event as MessageEvent).lastEventId);
    expect(ids).toEqual(['1', '1', '2', '', '']);
    expect(seen).toEqual(ids);
  });

  test('is delivered to the handler in its place among the listeners', async () => {
    const { source, log, fired } = await scene({}, staysOpenAfter('data: a\n\n'));
    source.onopen = () => log.push('onopen');
    source.onmessage = ({ data }) => log.push(`onmessage ${String(data)}`);

    await fired(4);

    expect(log).toEqual(['open 1', 'onopen', 'a message', 'onmessage a']);
  });
});

describe('EventSource: reestablishing the connection', () => {
  test.each<[string, Respond, (drop: () => void) => void]>([
    ['at the end of the body', endsAfter('id: 7\ndata: a\n\n'), () => {}],
    ['when the connection is lost', staysOpenAfter('id: 7\ndata: a\n\n'), (drop) => drop()],
  ])('%s: error event, delay, and a request with the last event ID', async (_when, first, end) => {
    const { server, source, environment, events, errors, log, fired } = await scene(
      {},
      first,
      staysOpenAfter('data: b\n\n'),
    );
    await fired(2);
    end(() => server.dropConnections());
    const wait = await environment.nextWait();

    expect(log).toEqual(['open 1', 'a message', 'error 0']);
    expect(source.readyState).toBe(source.CONNECTING);
    expect(server.requests.length).toBe(1);
    expect(events[2]?.constructor).toBe(Event);
    expect(events[2]).not.toHaveProperty('data');
    expect(errors[0]).toMatchObject({ name: 'BodyError', phase: 'body', retryable: true });
    wait.release();
    await fired(5);

    expect(log.slice(3)).toEqual(['open 1', 'b message']);
    expect(server.requests[1]?.headers).toMatchObject({ 'last-event-id': '7' });
    expect((events[4] as MessageEvent).lastEventId).toBe('7');
    expect(server.mostOpenSockets).toBe(1);
  });

  test('without a response is repeated without limit; delays grow until a message arrives', async () => {
    const { server, environment, log, fired } = await scene(
      {},
      ...[drops, drops, drops, endsAfter('data: a\n\n'), drops, staysOpenAfter(QUIET)],
    );
    environment.chance = 0.9;
    environment.releaseAll();

    await fired(8);

    const lost = 'error 0';
    expect(log).toEqual([lost, lost, lost, 'open 1', 'a message', lost, lost, 'open 1']);
    expect(environment.delays).toEqual([1000, 2000, 4000, 1000, 2000]);
    expect(server.requests.length).toBe(6);
  });

  test('if the connection is refused', async () => {
    const environment = new FakeEnvironment();
    const { log, errors, fired } = watch(eventSourceIn(environment, await urlWithoutServer()));
    environment.releaseAll();

    await fired(3);

    expect(log.slice(0, 3)).toEqual(['error 0', 'error 0', 'error 0']);
    expect(errors[0]).toMatchObject({ name: 'ConnectError', phase: 'connect', retryable: true });
  });

  test('after the reconnection time that the stream has set', async () => {
    const { source, environment, fired } = await scene({}, endsAfter('retry: 4321\ndata: a\n\n'));
    environment.chance = 0.9;

    expect(source.reconnectionTime).toBe(1000);
    await fired(2);

    expect(source.reconnectionTime).toBe(4321);
    expect((await environment.nextWait()).delay).toBe(4321);
  });
});

describe('EventSource: failing the connection', () => {
  const EXPECTED = { name: 'ResponseError', phase: 'status', retryable: false };

  test.each([201, 202, 204, 205, 299, 400, 401, 404, 410, 429, 500, 503])(
    'status %i: error event, CLOSED, and no further event',
    async (status) => {
      const { server, source, environment, events, errors, log, fired } = await scene(
        {},
        answers(status, { ...EVENT_STREAM, 'retry-after': '1' }),
      );

      await fired(1);

      expect(log).toEqual(['error 2']);
      expect(events[0]?.constructor).toBe(Event);
      expect(events[0]).toMatchObject({ bubbles: false, cancelable: false, target: source });
      expect(events[0]).not.toHaveProperty('data');
      expect(errors[0]).toBeInstanceOf(ResponseError);
      expect(errors[0]).toMatchObject({ ...EXPECTED, status });
      expect(errors[0]?.message).toMatch(
        status < 300 ? /a 200 response, got 2/ : /2xx response, got [45]/,
      );
      await server.allSocketsClosed();
      await settle();
      expect(environment.pendingWaits).toBe(0);
      expect(server.requests.length).toBe(1);
      expect(log.length).toBe(1);
    },
  );

  test.each(['text/html', 'text/event-streams', 'x bogus', 'text/plain, text/event-stream2', ''])(
    'content type "%s"',
    async (type) => {
      const { log, errors, fired } = await scene(
        {},
        answers(200, type === '' ? {} : { 'content-type': type }, 'data: a\n\n'),
      );

      await fired(1);

      expect(log).toEqual(['error 2']);
      expect(errors[0]).toMatchObject({ ...EXPECTED, phase: 'content-type', body: 'data: a\n\n' });
    },
  );

  test.each(['ftp://example.not/', 'about:blank', 'mailto:a@example.not', "javascript:alert('a')"])(
    '%s: network error that no retry can fix',
    async (url) => {
      const environment = new FakeEnvironment();
      const { source, log, errors, fired } = watch(eventSourceIn(environment, url));

      expect([source.url, source.readyState]).toEqual([url, source.CONNECTING]);
      await fired(1);

      expect(log).toEqual(['error 2']);
      // An engine may report an empty page as about:blank.
      expect(errors[0]?.phase).toMatch(/^(?:connect|content-type)$/);
      expect(environment.delays.filter((delay) => delay !== 1000)).toEqual([]);
    },
  );

  test('after an earlier connection was open', async () => {
    const { environment, log, fired } = await scene({}, endsAfter('data: a\n\n'), answers(204));
    environment.releaseAll();

    await fired(4);

    expect(log).toEqual(['open 1', 'a message', 'error 0', 'error 2']);
  });

  test('an event that is too large', async () => {
    const { log, errors, fired } = await scene(
      { maxEventBytes: 10 },
      staysOpenAfter('data: a\n\ndata: 0123456789\n\ndata: b\n\n'),
    );

    await fired(3);

    expect(log).toEqual(['open 1', 'a message', 'error 2']);
    expect(errors[0]).toMatchObject({ name: 'EventTooLargeError', phase: 'limit' });
  });
});
