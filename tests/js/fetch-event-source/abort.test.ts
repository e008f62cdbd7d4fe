// Abort at any moment: resolves the promise, calls no further function, and leaves nothing open.
import { describe, expect, test, vi, type MockInstance } from 'vitest';
import { streamWithCallbacks } from '../../../js/src/shapes/fetch-event-source.js';
import type { FetchEventSourceInit } from '../../../js/src/options/fetch-event-source-init.js';
import { deferred, settle } from '../support/deferred.js';
import { FakeEnvironment } from '../support/fake-environment.js';
import { unhandledRejections } from '../support/host.js';
import {
  answers,
  drops,
  endsAfter,
  startServer,
  staysOpenAfter,
  staysSilent,
  type Respond,
  type TestServer,
} from '../support/server.js';

interface Scene {
  readonly server: TestServer;
  readonly environment: FakeEnvironment;
  readonly controller: AbortController;
  readonly calls: string[];
  readonly fetch: MockInstance<typeof fetch>;
  /** Starts the stream. The promise resolves to the result of the call. */
  run(init?: FetchEventSourceInit): Promise<unknown>;
}

/** A call whose handlers record that they were called. */
async function scene(...responds: Respond[]): Promise<Scene> {
  const server = await startServer(...responds);
  const environment = new FakeEnvironment();
  const controller = new AbortController();
  const calls: string[] = [];
  const fetch = vi.spyOn(globalThis, 'fetch');
  const handlers: FetchEventSourceInit = {
    onopen: () => void calls.push('onopen'),
    onmessage: ({ data }) => void calls.push(`onmessage ${data}`),
    onclose: () => void calls.push('onclose'),
    onerror: () => void calls.push('onerror'),
  };
  const run = (init: FetchEventSourceInit = {}): Promise<unknown> =>
    streamWithCallbacks(
      server.url,
      { signal: controller.signal, ...handlers, ...init },
      environment,
    );
  return { server, environment, controller, calls, fetch, run };
}

/** No request or connection is open, and nothing has happened since. */
async function expectNothingLeft({ server, environment, calls, fetch }: Scene): Promise<void> {
  const [sent, callsSoFar] = [fetch.mock.calls.length, [...calls]];
  await server.allSocketsClosed();
  await settle();
  expect(environment.pendingWaits).toBe(0);
  expect(fetch).toHaveBeenCalledTimes(sent);
  // A request that was aborted at once may have been sent or not.
  expect(server.requests.length).toBeLessThanOrEqual(sent);
  expect(calls).toEqual(callsSoFar);
}

test('abort before the call: no request is sent', async () => {
  const it = await scene(endsAfter('data: a\n\n'));
  const fetch = vi.fn(globalThis.fetch);
  it.controller.abort();

  await expect(it.run({ fetch })).resolves.toBeUndefined();

  expect(fetch).not.toHaveBeenCalled();
  expect(it.calls).toEqual([]);
  await expectNothingLeft(it);
});

test('abort directly after the call', async () => {
  const it = await scene(endsAfter('data: a\n\n'));
  const done = it.run();

  it.controller.abort();

  await expect(done).resolves.toBeUndefined();
  expect(it.calls).toEqual([]);
  await expectNothingLeft(it);
});

test('abort while the server has not responded', async () => {
  const it = await scene(staysSilent);
  const done = it.run();
  await it.server.received(1);

  it.controller.abort();

  await expect(done).resolves.toBeUndefined();
  expect(it.calls).toEqual([]);
  await expectNothingLeft(it);
});

test('abort while the body is read', async () => {
  const it = await scene(staysOpenAfter('data: a\n\n'));
  const delivered = deferred();
  const done = it.run({ onmessage: () => delivered.resolve() });
  await delivered.promise;
  await settle();

  it.controller.abort();

  await expect(done).resolves.toBeUndefined();
  expect(it.calls).toEqual(['onopen']);
  await expectNothingLeft(it);
});

test('abort in onopen', async () => {
  const it = await scene(endsAfter('data: a\n\n'));

  await expect(it.run({ onopen: () => it.controller.abort() })).resolves.toBeUndefined();

  expect(it.calls).toEqual([]);
  await expectNothingLeft(it);
});

test('abort in onmessage: the rest of the chunk is not delivered', async () => {
  const it = await scene(endsAfter('data: a\n\ndata: b\n\nid: 1\ndata: c\n\n'));
  const messages: string[] = [];

  const done = it.run({
    onmessage: ({ data }) => {
      messages.push(data);
      it.controller.abort();
    },
  });

  await expect(done).resolves.toBeUndefined();
  expect(messages).toEqual(['a']);
  expect(it.calls).toEqual(['onopen']);
  await expectNothingLeft(it);
});

test('abort in onmessage, which then throws: the exception is not reported', async () => {
  const it = await scene(endsAfter('data: a\n\n'));

  const done = it.run({
    onmessage: () => {
      it.controller.abort();
      throw new Error('too late');
    },
  });

  await expect(done).resolves.toBeUndefined();
  expect(it.calls).toEqual(['onopen']);
  await expectNothingLeft(it);
});

test('abort in onclose, which then throws', async () => {
  const it = await scene(endsAfter('data: a\n\n'));

  const done = it.run({
    onclose: () => {
      it.controller.abort();
      throw new Error('too late');
    },
  });

  await expect(done).resolves.toBeUndefined();
  expect(it.calls).toEqual(['onopen', 'onmessage a']);
  await expectNothingLeft(it);
});

describe('abort in onerror', () => {
  test.each<[string, () => number | undefined]>([
    ['returns nothing', () => undefined],
    ['returns a number', () => 10],
    [
      'throws',
      () => {
        throw new Error('too late');
      },
    ],
  ])('which then %s', async (_what, answer) => {
    const it = await scene(drops, endsAfter('data: a\n\n'));

    const done = it.run({
      onerror: () => {
        it.controller.abort();
        return answer();
      },
    });

    await expect(done).resolves.toBeUndefined();
    expect(it.server.requests.length).toBe(1);
    await expectNothingLeft(it);
  });
});

test.each([[drops], [endsAfter('data: a\n\n')]])(
  'abort during the retry delay',
  async (respond: Respond) => {
    const it = await scene(respond);
    const done = it.run({
      onclose: () => {
        throw new Error('once more');
      },
    });
    await it.environment.nextWait();
    const before = [...it.calls];

    it.controller.abort();

    await expect(done).resolves.toBeUndefined();
    expect(it.calls).toEqual(before);
    expect(it.server.requests.length).toBe(1);
    await expectNothingLeft(it);
  },
);

test('abort while the body of an error page is read', async () => {
  const it = await scene((response) => {
    response.writeHead(500, { 'content-type': 'text/html', connection: 'close' }).write('<html>');
  });
  const done = it.run({ onopen: undefined });
  await it.environment.nextWait();
  // In a worker, Firefox may keep the connection of a body that is opened and cancelled in the same
  // turn.
  await settle();

  it.controller.abort();

  await expect(done).resolves.toBeUndefined();
  expect(it.calls).toEqual([]);
  await expectNothingLeft(it);
});

describe.each(['onopen', 'onmessage', 'onclose', 'onerror'] as const)(
  'abort while an async %s is pending',
  (handler) => {
    test('resolves the promise at once; the result of the handler is ignored', async () => {
      const it = await scene(
        handler === 'onerror' ? drops : endsAfter('data: a\n\ndata: b\n\n'),
        endsAfter('data: no\n\n'),
      );
      const entered = deferred();
      const work = deferred();
      const unhandled = unhandledRejections();
      const done = it.run({
        [handler]: () => {
          entered.resolve();
          return work.promise;
        },
      });
      await entered.promise;
      const before = [...it.calls];

      it.controller.abort();

      await expect(done).resolves.toBeUndefined();
      work.reject(new Error('not handled'));
      await expectNothingLeft(it);
      expect(it.calls).toEqual(before);
      expect(it.server.requests.length).toBe(1);
      expect(unhandled).toEqual([]);
    });
  },
);

describe('abort: the listener on the signal', () => {
  test.each<[string, Respond, (it: Scene) => FetchEventSourceInit]>([
    ['the end of the stream', endsAfter('data: a\n\n'), () => ({})],
    ['a failure', answers(401), () => ({ onopen: undefined, onerror: undefined })],
    [
      'an abort in onmessage',
      staysOpenAfter('data: a\n\n'),
      ({ controller }) => ({ onmessage: () => controller.abort() }),
    ],
  ])('is removed after %s', async (_what, respond, init) => {
    const it = await scene(respond);
    const { signal } = it.controller;
    const add = vi.spyOn(signal, 'addEventListener');
    const remove = vi.spyOn(signal, 'removeEventListener');

    await it.run(init(it)).catch(() => {});

    expect(add).toHaveBeenCalledTimes(1);
    expect(remove.mock.calls).toEqual(add.mock.calls);
  });
});
