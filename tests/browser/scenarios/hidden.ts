// A page that is hidden and shown again, by default and with `openWhenHidden: false`.
import { describe, expect, test } from 'vitest';
import type { OpenPage } from '../support/engine.js';
import type { StartOptions } from '../support/recorder.js';
import { startStreamServer } from '../support/stream-server.js';
import { streamingPage } from '../support/streaming-page.js';

const TOGGLES = 12;
/** Longer than the test: the request of a page that is shown again has no delay. */
const closing = { openWhenHidden: false, retry: { initialDelay: 3_600_000 } };

export function hiddenPageScenarios(openPage: OpenPage): void {
  describe('hidden page: default', () => {
    test.each<StartOptions>([{ init: { method: 'POST' } }, { shape: 'loop' }])(
      'and nothing changes by default: $shape',
      async (options) => {
        const server = await startStreamServer();
        const page = await openPage(server);
        await page.start(options);
        const stream = await server.next();
        stream.send('data: 1\n\n');
        await page.until('message 1');

        await page.hide();
        stream.send('data: 2\n\n');
        await page.until('message 2');
        await page.show();
        stream.end('data: 3\n\n');

        const log = await page.until('resolved');
        const closings = options.shape === 'loop' ? [] : ['close'];
        expect(log).toEqual([
          ...['fetch', 'message 1', 'hidden', 'message 2', 'visible', 'message 3'],
          ...closings,
          'resolved',
        ]);
        expect(server.exchanges).toHaveLength(1);
      },
    );
  });

  describe('hidden page: openWhenHidden: false', () => {
    test.each<StartOptions>([
      { shape: 'callbacks', init: { method: 'GET', ...closing } },
      { shape: 'callbacks', init: { method: 'POST', ...closing } },
      { shape: 'loop', init: { method: 'POST', ...closing } },
    ])('$shape $init.method is closed, and continues from the last event ID', async (options) => {
      const { server, page, first } = await streamingPage(openPage, options, 'id: 7\ndata: 1\n\n');

      await page.hide();
      await first.closed;
      await page.mark();
      const line = `${options.init?.method ?? ''} /stream`;
      expect(server.lines).toEqual([line, 'GET /stream?mark']);

      await page.show();
      const second = await server.next();
      expect(second.request).toBe(line);
      expect(second.lastEventId).toBe('7');
      second.end('data: 2\n\n');
      const log = await page.until('resolved');
      const closings = options.shape === 'loop' ? [] : ['close'];
      expect(log).toEqual([
        ...['fetch', 'message 1', 'hidden', 'visible', 'fetch', 'message 2'],
        ...closings,
        'resolved',
      ]);
    });

    test('continues with the request of resume', async () => {
      const { server, page, first } = await streamingPage(openPage, {
        resumeAt: '/stream?after=1',
        init: { method: 'POST', ...closing },
      });

      await page.hide();
      await first.closed;
      await page.show();
      const second = await server.next();
      second.end('data: 2\n\n');

      await page.until('resolved');
      expect(server.lines).toEqual(['POST /stream', 'GET /stream?after=1']);
    });

    test('is requested from the start if there is nothing to resume from', async () => {
      const { server, page, first } = await streamingPage(openPage, {
        init: { method: 'POST', ...closing },
      });

      await page.hide();
      await first.closed;
      await page.show();
      (await server.next()).end('data: 1\n\n');

      await page.until('resolved');
      expect(server.lines).toEqual(['POST /stream', 'POST /stream']);
    });

    test('closes a request that has no response yet, and sends it again', async () => {
      const server = await startStreamServer();
      const page = await openPage(server);
      await page.start({ init: { method: 'POST', ...closing } });
      const first = await server.next();

      await page.hide();
      await first.closed;
      await page.mark();
      await page.show();
      (await server.next()).end('data: 1\n\n');

      expect(await page.until('resolved')).toEqual(
        ['fetch', 'hidden', 'visible', 'fetch', 'message 1', 'close', 'resolved'], //
      );
      expect(server.lines).toEqual(['POST /stream', 'GET /stream?mark', 'POST /stream']);
    });

    test('sends no request for a failure whose delay ends meanwhile', async () => {
      const server = await startStreamServer();
      const page = await openPage(server);
      await page.start({
        holdsErrors: true,
        init: { ...closing, retry: { initialDelay: 10 } },
      });
      (await server.next()).refuse(503);
      await page.until('error ResponseError (status)');

      await page.hide();
      await page.releaseErrors();
      await page.mark();
      expect(server.lines).toEqual(['GET /stream', 'GET /stream?mark']);

      await page.show();
      (await server.next()).end('data: 1\n\n');
      expect(await page.until('resolved')).toEqual([
        ...['fetch', 'error ResponseError (status)', 'hidden', 'retry', 'visible', 'fetch'],
        ...['message 1', 'close', 'resolved'],
      ]);
    });

    test('sends no request for a call that is made meanwhile', async () => {
      const server = await startStreamServer();
      const page = await openPage(server);
      await page.hide();
      await page.start({ init: { method: 'POST', ...closing } });
      await page.mark();
      expect(server.lines).toEqual(['GET /stream?mark']);

      await page.show();
      (await server.next()).end('data: 1\n\n');
      expect(await page.until('resolved')).toEqual(
        ['hidden', 'visible', 'fetch', 'message 1', 'close', 'resolved'], //
      );
    });

    test('ends if it is aborted meanwhile', async () => {
      const { server, page, first } = await streamingPage(openPage, { init: closing });
      await page.hide();
      await first.closed;

      await page.abort();
      await page.until('resolved');
      await page.show();
      await page.mark();

      expect(await page.log()).toEqual(['fetch', 'message 1', 'hidden', 'resolved', 'visible']);
      expect(server.lines).toEqual(['GET /stream', 'GET /stream?mark']);
    });

    test('has one connection after it was hidden and shown many times', async () => {
      const server = await startStreamServer();
      let isOver = false;
      server.answer = (exchange) => {
        if (isOver) exchange.end('data: over\n\n');
        else exchange.send('data: more\n\n');
      };
      const page = await openPage(server);
      await page.start({ init: closing });
      await page.until('message more');

      for (let turn = 0; turn < TOGGLES; turn += 1) {
        await page.driver.cover();
        await page.driver.uncover();
      }
      // The last of these may still be open, and replace what is the newest connection here.
      isOver = true;
      server.exchanges.at(-1)?.end('data: over\n\n');
      await page.until('resolved');

      await Promise.all(server.exchanges.map(({ closed }) => closed));
      const log = (await page.log()).filter((entry) => entry !== 'hidden' && entry !== 'visible');
      expect(log).not.toContain('a second connection');
      expect(log.slice(-3)).toEqual(['message over', 'close', 'resolved']);
    });
  });
}
