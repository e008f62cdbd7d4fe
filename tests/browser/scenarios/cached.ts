// A page that is left while it has a stream, and is restored from the back/forward cache.
import { describe, expect, test } from 'vitest';
import type { OpenPage } from '../support/engine.js';
import type { StartOptions } from '../support/recorder.js';
import { startStreamServer } from '../support/stream-server.js';
import { streamingPage } from '../support/streaming-page.js';

/**
 * For engines that cache a page with an open connection: they close it before the page is restored.
 * If an engine closes it before the page is notified, the stream fails like any other: a delay
 * follows, and onerror is called when the page is restored.
 */
export function cachedPageScenarios(openPage: OpenPage, isNotified: boolean): void {
  // Longer than the test, so that only the notification of the page can end the wait.
  const retry = { initialDelay: isNotified ? 3_600_000 : 10 };
  const holdsErrors = !isNotified;

  describe('back/forward cache: a stream that was cut', () => {
    test.each<{ what: string; id: string; options: StartOptions; line: string }>([
      { what: 'a GET', id: '', options: { init: { retry } }, line: 'GET /stream' },
      {
        what: 'a POST that is resumed by its event ID',
        id: 'id: 7\n',
        options: { init: { method: 'POST', retry, resume: 'last-event-id' } },
        line: 'POST /stream',
      },
      {
        what: 'a POST with resume',
        id: '',
        options: { init: { method: 'POST', retry }, resumeAt: '/stream?after=1' },
        line: 'GET /stream?after=1',
      },
    ])('$what continues', async ({ id, options, line }) => {
      const { server, page, first } = await streamingPage(
        openPage,
        { ...options, holdsErrors },
        `${id}data: 1\n\n`,
      );

      await page.leave();
      await first.closed;
      expect(server.lines).toHaveLength(1);
      await page.comeBack();
      await page.releaseErrors();

      const second = await server.next();
      expect(second.request).toBe(line);
      expect(second.lastEventId).toBe(id === '' ? undefined : '7');
      second.end('data: 2\n\n');
      const log = await page.until('resolved');
      expect(log.filter((entry) => /^page|^message|^fetch|^a second/.test(entry))).toEqual(
        ['fetch', 'message 1', 'pagehide', 'pageshow', 'fetch', 'message 2'], //
      );
    });

    test('a POST that has delivered messages fails and is not sent again', async () => {
      const { server, page, first } = await streamingPage(openPage, {
        holdsErrors,
        init: { method: 'POST', retry },
      });

      await page.leave();
      await first.closed;
      await page.comeBack();
      await page.releaseErrors();

      await page.until('rejected StreamInterruptedError (body)');
      await page.mark();
      expect(server.lines).toEqual(['POST /stream', 'GET /stream?mark']);
    });

    test('a POST without a response is sent again', async () => {
      const server = await startStreamServer();
      const page = await openPage(server);
      await page.start({ holdsErrors, init: { method: 'POST', retry } });
      const first = await server.next();
      await page.mark();

      await page.leave();
      await first.closed;
      await page.comeBack();
      await page.releaseErrors();

      const second = await server.next();
      expect(second.request).toBe('POST /stream');
      second.end('data: 1\n\n');
      const log = await page.until('resolved');
      expect(log.slice(-3)).toEqual(['message 1', 'close', 'resolved']);
      expect(server.exchanges).toHaveLength(2);
    });
  });
}

export function cachedLoopScenario(openPage: OpenPage): void {
  test('a loop continues in a restored page', async () => {
    const server = await startStreamServer();
    const page = await openPage(server);
    await page.start({ shape: 'loop', init: { retry: { initialDelay: 3_600_000 } } });
    const first = await server.next();
    first.send('data: 1\n\n');
    await page.until('message 1');

    await page.leave();
    await first.closed;
    await page.comeBack();
    (await server.next()).end('data: 2\n\n');

    await page.until('resolved');
    expect(server.lines).toEqual(['GET /stream', 'GET /stream']);
  });
}

/** For every engine: without a connection, each of them caches the page. */
export function waitingPageScenarios(openPage: OpenPage): void {
  test('back/forward cache: a stream between two attempts continues in a restored page', async () => {
    const server = await startStreamServer();
    const page = await openPage(server);
    await page.start({
      holdsErrors: true,
      init: { method: 'POST', retry: { initialDelay: 10 } },
    });
    (await server.next()).refuse(503);
    await page.until('error ResponseError (status)');

    await page.leave();
    await page.comeBack();
    await page.releaseErrors();

    (await server.next()).end('data: 1\n\n');
    const log = await page.until('resolved');
    expect(log.filter((entry) => !/visible|hidden|freeze|resume/.test(entry))).toEqual([
      ...['fetch', 'error ResponseError (status)', 'pagehide', 'pageshow', 'retry', 'fetch'],
      ...['message 1', 'close', 'resolved'],
    ]);
    expect(server.exchanges).toHaveLength(2);
  });
}

/** For engines that do not cache a page with a connection. */
export function lostPageScenarios(openPage: OpenPage): void {
  test('back/forward cache: a page that is left with a stream is not kept, and its connection is closed', async () => {
    const server = await startStreamServer();
    const page = await openPage(server);
    // The connection is closed before the page is unloaded: with a short delay there would be a
    // second request.
    await page.start({ init: { retry: { initialDelay: 3_600_000 } } });
    const first = await server.next();
    first.send('data: 1\n\n');
    await page.until('message 1');

    await page.leave();
    await first.closed;
    await page.comeBack();
    await page.record();
    await page.mark();

    expect(server.lines).toEqual(['GET /stream', 'GET /stream?mark']);
  });
}
