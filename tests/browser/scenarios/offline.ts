// A page or worker that is offline for a while.
import { describe, expect, test } from 'vitest';
import { REMOTE_HOST, type EnginePage, type OpenPage } from '../support/engine.js';
import { startStreamServer } from '../support/stream-server.js';
import { streamingPage } from '../support/streaming-page.js';

export interface OfflinePage extends EnginePage {
  setOffline: (offline: boolean) => Promise<void>;
}

const retry = { initialDelay: 10, maxAttempts: 2 };
const init = { method: 'POST', retry };

export function offlineScenarios(openPage: OpenPage<OfflinePage>): void {
  describe('offline', () => {
    test('makes the first attempt, and the second one when it is online', async () => {
      const server = await startStreamServer(REMOTE_HOST);
      const page = await openPage(server);
      await page.driver.setOffline(true);

      await page.start({ init });
      await page.until('retry');
      await page.pause();
      expect(await page.log()).toEqual(['fetch', 'error ConnectError (connect)', 'retry']);

      await page.driver.setOffline(false);
      (await server.next()).end('data: 1\n\n');
      expect(await page.until('resolved')).toEqual([
        ...['fetch', 'error ConnectError (connect)', 'retry', 'fetch', 'message 1'],
        ...['close', 'resolved'],
      ]);
    });

    test('a stream that breaks continues when it is online', async () => {
      const { server, page, first } = await streamingPage(
        openPage,
        { init: { retry } },
        'id: 7\ndata: 1\n\n',
        REMOTE_HOST,
      );

      await page.driver.setOffline(true);
      first.drop();
      await page.until('error ConnectError');
      await page.pause();
      await page.driver.setOffline(false);

      const second = await server.next();
      expect(second.lastEventId).toBe('7');
      second.end('data: 2\n\n');
      expect(await page.until('resolved')).toEqual([
        ...['fetch', 'message 1', 'error BodyError (body)', 'retry'],
        ...['fetch', 'error ConnectError (connect)', 'retry', 'fetch', 'message 2'],
        ...['close', 'resolved'],
      ]);
      expect(server.lines).toEqual(['GET /stream', 'GET /stream']);
    });

    test('attempts are made every maxDelay and are not counted', async () => {
      const server = await startStreamServer(REMOTE_HOST);
      const page = await openPage(server);
      await page.driver.setOffline(true);

      await page.start({ init: { method: 'POST', retry: { ...retry, maxDelay: 10 } } });
      while ((await page.log()).filter((entry) => entry === 'fetch').length < 4);
      await page.driver.setOffline(false);

      (await server.next()).end('data: 1\n\n');
      expect((await page.until('resolved')).slice(-3)).toEqual(['message 1', 'close', 'resolved']);
      expect(server.lines).toEqual(['POST /stream']);
    });

    test('a server on the same machine is requested without waiting', async () => {
      const server = await startStreamServer();
      const page = await openPage(server);
      await page.driver.setOffline(true);

      await page.start({ init });

      expect(await page.until('rejected')).toEqual([
        ...['fetch', 'error ConnectError (connect)', 'retry'],
        ...['fetch', 'error ConnectError (connect)', 'rejected ConnectError (connect)'],
      ]);
    });

    test('an abort ends the wait for the network', async () => {
      const server = await startStreamServer(REMOTE_HOST);
      const page = await openPage(server);
      await page.driver.setOffline(true);
      await page.start({ init });
      await page.until('retry');
      await page.pause();

      await page.abort();
      await page.until('resolved');
      await page.driver.setOffline(false);
      await page.mark();

      expect(server.lines).toEqual(['GET /stream?mark']);
    });
  });
}
