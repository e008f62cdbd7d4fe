// The parser can be loaded neither as WebAssembly nor as JavaScript. Not run in workers: a worker
// of Firefox keeps one connection in thirty open if its request is aborted right after the first
// read of the body has begun.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { rejectionOf } from '../support/deferred.js';
import { freshPackage } from '../support/host.js';
import { refuseBoth } from '../support/refusal.js';
import { endsAfter, startServer, staysOpenAfter } from '../support/server.js';
import { warmFetch } from '../support/warm-fetch.js';

beforeEach(warmFetch);

afterEach(() => vi.unstubAllGlobals());

describe('unavailable: WebAssembly blocked, and no memory for the fallback', () => {
  test('rejects with a RuntimeUnavailableError and closes the connection', async () => {
    const { fetchEventSource, RuntimeUnavailableError } = await freshPackage();
    const server = await startServer(staysOpenAfter('data: a\n\n'));
    const onmessage = vi.fn();
    const failure = refuseBoth();

    const error = await rejectionOf(fetchEventSource(server.url, { onmessage }));

    expect(error).toBeInstanceOf(RuntimeUnavailableError);
    expect(error).toMatchObject({ phase: 'connect', retryable: false });
    const { cause, message } = error as Error;
    expect((cause as AggregateError).errors).toEqual([expect.any(Error), failure]);
    expect(message).toMatch(/ got: .*\S; RangeError: Array buffer allocation failed$/);
    expect(onmessage).not.toHaveBeenCalled();
    expect(server.requests.length).toBe(1);
    await server.allSocketsClosed();
  });

  test('onerror is called, and the call rejects with the error that it throws', async () => {
    const { fetchEventSource, RuntimeUnavailableError } = await freshPackage();
    const server = await startServer(endsAfter('data: a\n\n'));
    refuseBoth();
    const mine = new Error('mine');
    const onerror = vi.fn(() => {
      throw mine;
    });

    const error = await rejectionOf(fetchEventSource(server.url, { onerror }));

    expect(onerror).toHaveBeenCalledExactlyOnceWith(expect.any(RuntimeUnavailableError));
    expect(error).toBe(mine);
  });

  test('another failure is reported as itself', async () => {
    const { fetchEventSource, ResponseError } = await freshPackage();
    const server = await startServer((response) => response.writeHead(401).end('no'));
    refuseBoth();

    const error = await rejectionOf(fetchEventSource(server.url));

    expect(error).toBeInstanceOf(ResponseError);
    expect(error).toMatchObject({ status: 401, body: 'no' });
  });

  test('ready rejects, createParser throws, and a later call works when memory is available', async () => {
    const { createParser, ready, RuntimeUnavailableError } = await freshPackage();
    refuseBoth();

    expect(await rejectionOf(ready())).toBeInstanceOf(RuntimeUnavailableError);
    expect(() => createParser({})).toThrow(RuntimeUnavailableError);
    vi.unstubAllGlobals();
    expect(await ready()).toBe('js');
  });
});
