// A page that is hidden and then frozen: none of its tasks run until it resumes.
import { describe, expect, test } from 'vitest';
import type { EnginePage, OpenPage, TestPage } from '../support/engine.js';
import type { StartOptions } from '../support/recorder.js';
import { startStreamServer } from '../support/stream-server.js';
import { streamingPage } from '../support/streaming-page.js';

export interface FreezingPage extends EnginePage {
  freeze: () => Promise<void>;
  thaw: () => Promise<void>;
}

const retry = { initialDelay: 10 };
/** Long enough for the page to be frozen before this time is over, even on a busy machine. */
const IDLE = 4000;
/** A timer that is a second late indicates a freeze. */
const LATE = IDLE + 1500;

/** Resolves once the page has been notified: until then it may still read what the server sends. */
async function freeze(page: TestPage<FreezingPage>): Promise<void> {
  await page.driver.freeze();
  await page.until('freeze');
}

export function frozenPageScenarios(openPage: OpenPage<FreezingPage>): void {
  describe('freeze: a stream', () => {
    test('keeps its connection and delivers afterwards what arrived meanwhile', async () => {
      const {
        server,
        page,
        first: stream,
      } = await streamingPage(openPage, { init: { method: 'POST', retry } });

      await page.hide();
      await freeze(page);
      stream.send('data: 2\n\n');
      await page.driver.thaw();
      await page.until('message 2');
      await page.show();
      stream.end('data: 3\n\n');

      expect(await page.until('resolved')).toEqual([
        ...['fetch', 'message 1', 'hidden', 'freeze', 'resume', 'message 2', 'visible'],
        ...['message 3', 'close', 'resolved'],
      ]);
      expect(server.lines).toEqual(['POST /stream']);
    });

    test('is requested again afterwards if the server has closed the connection meanwhile', async () => {
      const { server, page, first } = await streamingPage(
        openPage,
        { init: { retry } },
        'id: 7\ndata: 1\n\n',
      );

      await page.hide();
      await freeze(page);
      first.drop();
      await first.closed;
      await page.driver.thaw();

      const second = await server.next();
      expect(second.lastEventId).toBe('7');
      second.end('data: 2\n\n');
      expect(await page.until('resolved')).toEqual([
        ...['fetch', 'message 1', 'hidden', 'freeze', 'resume', 'error BodyError (body)', 'retry'],
        ...['fetch', 'message 2', 'close', 'resolved'],
      ]);
    });

    test('has no false timeout afterwards, but a true one', async () => {
      const {
        server,
        page,
        first: stream,
      } = await streamingPage(openPage, {
        init: { method: 'POST', retry, timeouts: { idle: IDLE } },
      });

      await page.hide();
      await freeze(page);
      const frozenAt = await page.now();
      while ((await page.now()) < frozenAt + LATE);
      await page.driver.thaw();
      // Not earlier: data that is available when the page resumes may be read before its late
      // timers run.
      await page.until('resume');
      stream.send('data: 2\n\n');

      expect(await page.until('rejected')).toEqual([
        ...['fetch', 'message 1', 'hidden', 'freeze', 'resume', 'message 2'],
        ...['error StreamInterruptedError (timeout)', 'rejected StreamInterruptedError (timeout)'],
      ]);
      await stream.closed;
      expect(server.lines).toEqual(['POST /stream']);
    });
  });
}

/**
 * For a Chromium with its default back/forward cache: while a page is frozen, the bytes that
 * `fetch` has received, and all later ones, are withheld until the response is complete.
 */
export function heldBackScenarios(openPage: OpenPage<FreezingPage>): void {
  describe('freeze: a stream that is receiving', () => {
    test('is delivered completely, at the end of the response at the latest', async () => {
      const {
        server,
        page,
        first: stream,
      } = await streamingPage(openPage, { init: { method: 'POST', retry } });

      await page.hide();
      await freeze(page);
      stream.send('data: 2\n\n');
      await page.driver.thaw();
      stream.end('data: 3\n\n');

      const log = await page.until('resolved');
      expect(log.slice(-4)).toEqual(['message 2', 'message 3', 'close', 'resolved']);
      expect(server.lines).toEqual(['POST /stream']);
    });

    test.each<StartOptions>([
      { init: { retry } },
      { init: { method: 'POST', retry, resume: 'last-event-id' } },
      { shape: 'loop', init: { retry } },
    ])(
      'that can be resumed is requested again when the page resumes: $shape $init',
      async (options) => {
        const server = await startStreamServer();
        const page = await openPage(server);
        await page.start(options);
        const first = await server.next();
        first.send('id: 7\ndata: 1\n\n');
        await page.until('message 1');

        await page.hide();
        await freeze(page);
        first.send('data: 2\n\n');
        await page.driver.thaw();
        await first.closed;

        const second = await server.next();
        expect(second.lastEventId).toBe('7');
        second.end('data: 2\n\n');
        const log = await page.until('resolved');
        expect(log.filter((entry) => entry.startsWith('message'))).toEqual([
          'message 1',
          'message 2',
        ]);
      },
    );
  });
}
