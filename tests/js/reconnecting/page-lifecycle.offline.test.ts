// A page whose browser reports that it is offline. tests/browser/ takes real browsers offline.
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { ConnectError } from '../../../js/src/index.js';
import { isLoopback } from '../../../js/src/platform/base-url.js';
import { POST } from '../support/cut-scene.js';
import { rejectionOf, settle } from '../support/deferred.js';
import { networkSwitch } from '../support/page.js';
import { FIRST, remoteScene, REST, scene } from '../support/page-scene.js';
import { answers, drops } from '../support/server.js';
import { controlledResponse } from '../support/timed-scene.js';

const FAILED_OFFLINE = ['connecting', 'ConnectError', 'retry in 30000', 'offline'];

describe('offline', () => {
  test('after an attempt without a response: makes the next attempt as soon as the page is online', async () => {
    const network = networkSwitch();
    network.goOffline();
    const { server, environment, log, done, logged } = await remoteScene(POST, drops, REST);
    const wait = await environment.nextWait();
    await settle();
    expect(server.requests.length).toBe(1);

    network.goOnline();
    await done;

    await logged('rest');
    expect(log).toEqual([...FAILED_OFFLINE, 'connecting', 'open', 'rest', 'onclose', 'closed']);
    expect([wait.over, environment.pendingWaits]).toEqual([true, 0]);
  });

  test('makes another attempt every maxDelay, because the browser may be wrong', async () => {
    const network = networkSwitch();
    network.goOffline();
    const tries = Array.from({ length: 7 }, () => drops);
    const { server, environment, log, done } = await remoteScene(POST, ...tries, REST);
    for (let count = 0; count < 7; count++) {
      (await environment.nextWait()).release();
    }

    await done;

    expect(environment.delays).toEqual(tries.map(() => 30_000));
    expect(log).toEqual([
      ...tries.flatMap(() => FAILED_OFFLINE),
      ...['connecting', 'open', 'rest', 'onclose', 'closed'],
    ]);
    expect(server.requests.length).toBe(8);
  });

  test('attempts and time offline are not counted; attempts after it are', async () => {
    const network = networkSwitch();
    const { environment, log, done } = await remoteScene(
      { ...POST, retry: { maxAttempts: 3, maxElapsed: 5_000 } },
      drops,
    );
    const first = await environment.nextWait();
    network.goOffline();
    first.release();
    (await environment.nextWait()).release();
    (await environment.nextWait()).release();
    await environment.nextWait();
    environment.time += 60_000;

    network.goOnline();
    (await environment.nextWait()).release();

    expect(await rejectionOf(done)).toMatchObject({ name: 'ConnectError', attempt: 6 });
    expect(log.filter((entry) => entry.startsWith('retry in'))).toEqual([
      ...['retry in 1000', 'retry in 30000', 'retry in 30000', 'retry in 30000', 'retry in 2000'],
    ]);
  });

  test('a number from onerror does not make the attempts more frequent', async () => {
    networkSwitch().goOffline();
    const stop = new AbortController();
    const { environment, done } = await remoteScene(
      { ...POST, onerror: () => 10, signal: stop.signal },
      drops,
    );

    for (let attempt = 0; attempt < 6; attempt++) {
      const wait = await environment.nextWait();
      expect(wait.delay).toBe(30_000);
      wait.release();
    }
    stop.abort();

    await done;
  });

  test('maxAttempts 1: makes no second attempt', async () => {
    networkSwitch().goOffline();
    const { server, done } = await remoteScene({ retry: { maxAttempts: 1 } }, drops);

    expect(await rejectionOf(done)).toBeInstanceOf(ConnectError);
    expect(server.requests.length).toBe(1);
  });

  test('a response that was received is handled as if the page were online', async () => {
    networkSwitch().goOffline();
    const { environment, log, done } = await remoteScene({}, answers(503), REST);
    (await environment.nextWaitAfterErrorPage()).release();

    await done;

    expect(log.slice(0, 4)).toEqual(['connecting', 'ResponseError', 'retry in 1000', 'waiting']);
  });

  test('a lost stream is requested again after the usual delay', async () => {
    const network = networkSwitch();
    const { server, environment, log, done, logged } = await remoteScene({}, FIRST, drops, REST);
    await logged('a');
    network.goOffline();
    server.dropConnections();
    (await environment.nextWait()).release();
    await logged('offline');

    network.goOnline();
    await done;

    expect(log).toEqual([
      ...['connecting', 'open', 'a', 'BodyError', 'retry in 1000', 'waiting', ...FAILED_OFFLINE],
      ...['connecting', 'open', 'rest', 'onclose', 'closed'],
    ]);
  });

  test('an open stream is left open', async () => {
    const network = networkSwitch();
    const { respond, response } = controlledResponse();
    const { log, done, logged } = await remoteScene({}, respond);
    await logged('open');

    network.goOffline();
    network.goOnline();
    (await response).end('data: rest\n\n');
    await done;

    expect(log).toEqual(['connecting', 'open', 'rest', 'onclose', 'closed']);
  });

  test('an abort ends the wait', async () => {
    const network = networkSwitch();
    network.goOffline();
    const stop = new AbortController();
    const { environment, done, logged, server } = await remoteScene({ signal: stop.signal }, drops);
    await logged('offline');

    stop.abort();
    await done;
    network.goOnline();
    await settle();

    expect([server.requests.length, environment.pendingWaits]).toEqual([1, 0]);
  });
});

describe('offline: a server on this machine', () => {
  test('its stream is requested again as if the page were online', async () => {
    networkSwitch().goOffline();
    const { environment, log, done } = await scene({}, drops, REST);
    (await environment.nextWait()).release();

    await done;

    expect(log).toEqual([
      ...['connecting', 'ConnectError', 'retry in 1000', 'waiting', 'connecting', 'open', 'rest'],
      ...['onclose', 'closed'],
    ]);
  });

  test.each([
    'http://localhost/',
    'https://LOCALHOST:8080/a?b',
    'http://localhost./',
    'http://app.localhost/',
    'http://127.0.0.1:3000/',
    'http://127.255.0.9/',
    'http://127.1/',
    'http://0x7f.0.0.1/',
    'http://[::1]:3000/',
    'http://[0:0:0:0:0:0:0:1]/',
  ])('%s is on this machine', (url) => {
    expect(isLoopback(url)).toBe(true);
  });

  test.each([
    'http://127.0.0.1.example.com/',
    'http://localhost.example.com/',
    'http://notlocalhost/',
    'http://128.0.0.1/',
    'http://192.168.0.2/',
    'http://[::2]/',
    'http://user@example.com/localhost',
    'http://%',
  ])('%s is not on this machine', (url) => {
    expect(isLoopback(url)).toBe(false);
  });

  test('a relative URL is resolved against the address of the page', () => {
    if (typeof location === 'undefined') {
      vi.stubGlobal('location', { href: 'http://localhost:8080/page' });
      onTestFinished(() => void vi.unstubAllGlobals());
    }

    expect(isLoopback('/stream')).toBe(isLoopback(location.href));
    expect(isLoopback('//192.0.2.1/stream')).toBe(false);
  });
});
