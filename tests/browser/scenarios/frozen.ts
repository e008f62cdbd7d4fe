// A page that is hidden and then frozen: no task of it runs until it is thawed.
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
/** Long enough for the page to be frozen before it runs out, on a busy machine too. */
const IDLE = 4000;
/** A timer that is a second late tells of a freeze. */
const LATE = IDLE + 1500;

/** Resolves once the page has heard of it: until then it may still read what the server sends. */
async function freeze(page: TestPage<FreezingPage>): Promise<void> {
  await page.driver.freeze();
  await page.until('freeze');
}

export function frozenPageScenarios(openPage: OpenPage<FreezingPage>): void {
  describe('a page is frozen', () => {
    test('and its connection stays, and tells afterwards what came meanwhile', async () => {
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

    test('and asks again afterwards when the server has hung up meanwhile', async () => {
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

    test('and no clock gives a false alarm afterwards, but a true one', async () => {
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
      // Not earlier: what is there when the page wakes may be read before its late timers run.
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
 * In a Chromium that has its back/forward cache, as users' have: what a body of `fetch` has received while its page was
 * frozen, and all that comes after it, is kept back until the response is complete.
 */
export function heldBackScenarios(openPage: OpenPage<FreezingPage>): void {
  describe('a page is frozen while its stream receives', () => {
    test('and all of it is delivered, at the end of the response at the latest', async () => {
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
      'and one that can go on elsewhere does, when it is thawed: $shape $init',
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
