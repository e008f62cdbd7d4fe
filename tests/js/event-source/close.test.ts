// EventSource.close() and signal: after either, no event is dispatched and no request or connection
// is open.
import { describe, expect, test, vi } from 'vitest';
import { eventSourceIn } from '../../../js/src/shapes/event-source/event-source.js';
import { settle } from '../support/deferred.js';
import { FakeEnvironment } from '../support/fake-environment.js';
import { answers, endsAfter, startServer, staysOpenAfter, staysSilent } from '../support/server.js';
import { QUIET, scene, watch, type Scene } from '../support/watched-source.js';

async function expectNothingAfter({ server, source, environment, log }: Scene): Promise<void> {
  const [requests, lines] = [server.requests.length, [...log]];
  expect(source.readyState).toBe(source.CLOSED);
  await server.allSocketsClosed();
  await settle();
  expect(environment.pendingWaits).toBe(0);
  // The first request is sent when the constructor returns, and may arrive before it is aborted.
  expect(server.requests.length).toBeLessThanOrEqual(Math.max(1, requests));
  expect(log).toEqual(lines);
  expect(source.readyState).toBe(source.CLOSED);
}

describe.each(['close', 'abort'])('EventSource: %s', (how) => {
  /** Returns a scene and a function that closes its source. */
  async function closable(
    ...responds: Parameters<typeof startServer>
  ): Promise<{ it: Scene; close: () => void }> {
    const ending = new AbortController();
    const it = await scene({ signal: ending.signal }, ...responds);
    return { it, close: () => (how === 'close' ? it.source.close() : ending.abort()) };
  }

  test('directly after the constructor', async () => {
    const { it, close } = await closable(staysOpenAfter('data: a\n\n'));

    close();

    await expectNothingAfter(it);
    expect(it.log).toEqual([]);
  });

  test('while the server has not responded', async () => {
    const { it, close } = await closable(staysSilent);
    await it.server.received(1);

    close();

    await expectNothingAfter(it);
    expect(it.log).toEqual([]);
  });

  test('in the open handler', async () => {
    const { it, close } = await closable(staysOpenAfter('data: a\n\n'));
    it.source.addEventListener('open', close);
    await it.fired(1);

    await expectNothingAfter(it);
    expect(it.log).toEqual(['open 1']);
  });

  test('in the message handler: the rest of the chunk is not delivered', async () => {
    const { it, close } = await closable(staysOpenAfter('data: a\n\ndata: b\n\n'));
    it.source.addEventListener('message', close);
    await it.fired(2);

    await expectNothingAfter(it);
    expect(it.log).toEqual(['open 1', 'a message']);
  });

  test('while the body is read', async () => {
    const { it, close } = await closable(staysOpenAfter('data: a\n\n'));
    await it.fired(2);
    await settle();

    close();

    await expectNothingAfter(it);
    expect(it.log).toEqual(['open 1', 'a message']);
  });

  test('in the error handler: no further request is sent', async () => {
    const { it, close } = await closable(endsAfter('data: a\n\n'));
    it.source.addEventListener('error', close);
    await it.fired(3);

    await expectNothingAfter(it);
    expect(it.log).toEqual(['open 1', 'a message', 'error 0']);
  });

  test('during the reconnection delay', async () => {
    const { it, close } = await closable(endsAfter('data: a\n\n'));
    await it.environment.nextWait();

    close();

    await expectNothingAfter(it);
    expect(it.log).toEqual(['open 1', 'a message', 'error 0']);
  });

  test('twice, and after a failure', async () => {
    const { it, close } = await closable(answers(404));
    await it.fired(1);

    close();
    close();

    await expectNothingAfter(it);
    expect(it.log).toEqual(['error 2']);
  });
});

describe('EventSource: signal', () => {
  test('that is already aborted: readyState is CLOSED from the start and no request is sent', async () => {
    const controller = new AbortController();
    controller.abort();
    const fetch = vi.fn(globalThis.fetch);
    const it = await scene({ signal: controller.signal, fetch }, endsAfter(''));

    expect(it.source.readyState).toBe(it.source.CLOSED);
    expect(fetch).not.toHaveBeenCalled();
    await expectNothingAfter(it);
  });

  test('has one listener for the lifetime of the source', async () => {
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, 'addEventListener');
    const removed = vi.spyOn(signal, 'removeEventListener');
    const { environment, fired } = await scene({ signal }, endsAfter(''), answers(204));
    environment.releaseAll();

    await fired(3);

    expect(added).toHaveBeenCalledOnce();
    expect(removed).toHaveBeenCalledWith(...(added.mock.calls[0]?.slice(0, 2) as [string, never]));
  });

  test('may be null', async () => {
    const server = await startServer(staysOpenAfter(QUIET));
    const { fired } = watch(eventSourceIn(new FakeEnvironment(), server.url, { signal: null }));

    expect(await fired(1)).toEqual(['open 1']);
  });
});
