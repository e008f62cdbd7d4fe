// Many streams on one signal. Only Node warns about listeners and lets a test count them.
import { getEventListeners } from 'node:events';
import { expect, onTestFinished, test, vi } from 'vitest';
import { EventSource, eventStream, fetchEventSource } from '../../../js/src/index.js';
import { addAbortListener, removeAbortListener } from '../../../js/src/platform/abort-listeners.js';
import { settle } from '../support/deferred.js';
import { startServer, staysOpenAfter } from '../support/server.js';

const listeners = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length;

test('shared signal: 36 streams add one listener, cause no warning, and an abort ends all of them', async () => {
  const warn = vi.fn();
  process.on('warning', warn);
  onTestFinished(() => void process.off('warning', warn));
  const server = await startServer(staysOpenAfter('data: a\n\n'));
  const stop = new AbortController();
  const { signal } = stop;
  const dozen = Array.from({ length: 12 });

  const calls = dozen.map(() => fetchEventSource(server.url, { signal }));
  const streams = dozen.map(() => eventStream(server.url, { signal }));
  const first = await Promise.all(streams.map((stream) => stream.next()));
  const sources = dozen.map(() => new EventSource(server.url, { signal }));
  await server.received(36);

  expect(first.map(({ value }) => value?.data)).toEqual(dozen.map(() => 'a'));
  expect(listeners(signal)).toBe(1);
  stop.abort();
  await Promise.all(calls);
  await server.allSocketsClosed();
  expect(sources.map(({ readyState }) => readyState)).toEqual(dozen.map(() => 2));
  await settle();
  expect(warn).not.toHaveBeenCalled();
  expect(listeners(signal)).toBe(0);
});

test('shared signal: no listener is left when all streams have ended', () => {
  const { signal } = new AbortController();
  const [one, other] = [vi.fn(), vi.fn()];
  addAbortListener(signal, one);
  addAbortListener(signal, other);

  removeAbortListener(signal, one);
  removeAbortListener(signal, one);
  expect(listeners(signal)).toBe(1);
  removeAbortListener(signal, other);

  expect(listeners(signal)).toBe(0);
});

test('shared signal: a handler that throws during an abort is reported, and the other streams are aborted', async () => {
  const failure = new Error('of a handler');
  const reported = vi.fn();
  const others = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException').on('uncaughtException', reported);
  onTestFinished(() => {
    process.removeAllListeners('uncaughtException');
    others.forEach((listener) => process.on('uncaughtException', listener));
  });
  const stop = new AbortController();
  const other = vi.fn();
  addAbortListener(stop.signal, () => {
    throw failure;
  });
  addAbortListener(stop.signal, other);

  stop.abort();
  await settle();

  expect(other).toHaveBeenCalledOnce();
  expect(reported.mock.calls[0]?.[0]).toBe(failure);
});
