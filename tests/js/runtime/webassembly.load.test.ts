// Loading WebAssembly: once, on first use, while the request is already sent.
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { deferred } from '../support/deferred.js';
import { freshPackage } from '../support/host.js';
import { endsAfter, startServer, staysOpenAfter } from '../support/server.js';
import { warmFetch } from '../support/warm-fetch.js';

const compile = WebAssembly.compile.bind(WebAssembly);

/** Delays every compilation until `gate` opens. */
function holdCompilation(gate: Promise<unknown>): void {
  vi.spyOn(WebAssembly, 'compile').mockImplementation(async (bytes) => {
    await gate;
    return compile(bytes);
  });
}

beforeEach(warmFetch);

describe('WebAssembly: compiling', () => {
  test('importing compiles nothing', async () => {
    const observed = vi.spyOn(WebAssembly, 'compile');

    await freshPackage();

    expect(observed).not.toHaveBeenCalled();
  });

  test('concurrent and later streams compile once', async () => {
    const { fetchEventSource } = await freshPackage();
    const server = await startServer(endsAfter('data: a\n\n'));
    const observed = vi.spyOn(WebAssembly, 'compile');

    await Promise.all([1, 2, 3].map(() => fetchEventSource(server.url)));
    await fetchEventSource(server.url);

    expect(observed).toHaveBeenCalledTimes(1);
    expect(server.requests.length).toBe(4);
  });

  test('an aborted call compiles nothing', async () => {
    const { fetchEventSource } = await freshPackage();
    const observed = vi.spyOn(WebAssembly, 'compile');

    await fetchEventSource('http://127.0.0.1/', { signal: AbortSignal.abort() });

    expect(observed).not.toHaveBeenCalled();
  });
});

describe('WebAssembly: the request', () => {
  test('has been passed to fetch when the call returns', async () => {
    const { fetchEventSource } = await freshPackage();
    const server = await startServer(endsAfter(''));
    const observed = vi.spyOn(globalThis, 'fetch');

    const done = fetchEventSource(server.url, { method: 'POST', headers: { a: '1' }, body: 'b' });

    expect(observed).toHaveBeenCalledTimes(1);
    await done;
  });

  test('is sent before compilation begins', async () => {
    const { fetchEventSource } = await freshPackage();
    const server = await startServer(endsAfter(''));
    const order: string[] = [];
    vi.spyOn(WebAssembly, 'compile').mockImplementation((bytes) => {
      order.push('compile');
      return compile(bytes);
    });

    await fetchEventSource(server.url, {
      fetch: (input, init) => {
        order.push('fetch');
        return fetch(input, init);
      },
    });

    expect(order).toEqual(['fetch', 'compile']);
  });

  test('receives its response and onopen is called during compilation; messages follow after it', async () => {
    const { fetchEventSource } = await freshPackage();
    const server = await startServer(endsAfter('data: a\n\n'));
    const gate = deferred();
    const opened = deferred();
    const messages: string[] = [];
    holdCompilation(gate.promise);

    const done = fetchEventSource(server.url, {
      onopen: () => opened.resolve(),
      onmessage: ({ data }) => void messages.push(data),
    });
    await server.received(1);
    await opened.promise;
    expect(messages).toEqual([]);
    gate.resolve();
    await done;

    expect(messages).toEqual(['a']);
  });

  test('can be aborted during compilation', async () => {
    const { fetchEventSource } = await freshPackage();
    const server = await startServer(staysOpenAfter('data: a\n\n'));
    const controller = new AbortController();
    const gate = deferred();
    const opened = deferred();
    const onmessage = vi.fn();
    holdCompilation(gate.promise);
    const { signal } = controller;
    const onopen = (): void => opened.resolve();
    const done = fetchEventSource(server.url, { signal, onopen, onmessage });
    await opened.promise;

    controller.abort();
    await done;
    await server.allSocketsClosed();
    gate.resolve();

    expect(onmessage).not.toHaveBeenCalled();
  });
});
