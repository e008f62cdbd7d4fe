// A page that is put away into the back/forward cache, or frozen; real browsers do it in tests/browser/.
import { describe, expect, test } from 'vitest';
import { StreamInterruptedError } from '../../../js/src/index.js';
import { POST } from '../support/cut-scene.js';
import { rejectionOf, settle } from '../support/deferred.js';
import { networkSwitch, tellThaw, tellTransition, visibilitySwitch } from '../support/page.js';
import { FIRST, REST, scene } from '../support/page-scene.js';
import { drops, staysOpenAfter, staysSilent } from '../support/server.js';
import { toldByTest } from '../support/timed-scene.js';

describe('put into the back/forward cache', () => {
  test('the connection is closed; the stream goes on when the page comes back, at once', async () => {
    networkSwitch();
    const { server, environment, log, done, logged } = await scene({}, FIRST, REST);
    await logged('a');

    tellTransition('pagehide');
    await server.allSocketsClosed();
    await logged('hidden');
    await settle();
    expect(server.requests.length).toBe(1);
    tellTransition('pageshow');
    await done;

    expect(log).toEqual([
      ...['connecting', 'open', 'a', 'BodyError', 'retry in 0', 'hidden', 'connecting', 'open'],
      ...['rest', 'onclose', 'closed'],
    ]);
    expect(environment.waits).toEqual([]);
  });

  test('a POST that has delivered is not sent again', async () => {
    networkSwitch();
    const { server, done, logged } = await scene(POST, staysOpenAfter('data: a\n\n'), REST);
    await logged('a');

    tellTransition('pagehide');

    expect(await rejectionOf(done)).toBeInstanceOf(StreamInterruptedError);
    await server.allSocketsClosed();
    expect(server.requests.length).toBe(1);
  });

  test('a page that goes away for good is not waited for', async () => {
    networkSwitch();
    const stop = new AbortController();
    const { log, server, done, logged } = await scene({ signal: stop.signal }, FIRST);
    await logged('a');

    tellTransition('pagehide', false);
    await settle();
    server.dropConnections();
    await logged('retry in 1000');
    stop.abort();
    await done;

    expect(log).not.toContain('hidden');
  });

  test('while it waits for its next attempt: that is made when the page is back', async () => {
    networkSwitch();
    const { server, environment, log, done, logged } = await scene({}, drops, REST);
    const wait = await environment.nextWait();
    tellTransition('pagehide');
    wait.release();
    await logged('hidden');
    expect(server.requests.length).toBe(1);
    tellTransition('pageshow');
    await done;

    expect(log).toContain('rest');
  });
});

describe('frozen, and thawed', () => {
  test.each([{}, { ...POST, resume: 'last-event-id' } as const])(
    'a stream that can be resumed is, at once: %o',
    async (init) => {
      visibilitySwitch();
      const { server, environment, log, done, logged } = await scene(init, FIRST, REST);
      await logged('a');

      tellThaw();
      await done;

      expect(log).toEqual([
        ...['connecting', 'open', 'a', 'BodyError', 'retry in 0', 'connecting', 'open', 'rest'],
        ...['onclose', 'closed'],
      ]);
      expect(server.requests[1]?.headers).toMatchObject({ 'last-event-id': '7' });
      expect(environment.waits).toEqual([]);
      await server.allSocketsClosed();
    },
  );

  test.each(['', 'data: a\n\n'])(
    'a POST that cannot keeps its connection, after "%s"',
    async (text) => {
      visibilitySwitch();
      const { respond, response } = toldByTest();
      const { server, log, done, logged } = await scene(POST, respond);
      const answer = await response;
      answer.write(text);
      await logged(text === '' ? 'open' : 'a');

      tellThaw();
      await settle();
      answer.end('data: rest\n\n');
      await done;

      expect(log.slice(-3)).toEqual(['rest', 'onclose', 'closed']);
      expect(server.requests.length).toBe(1);
    },
  );

  test('a request that has no response yet is left alone', async () => {
    visibilitySwitch();
    const stop = new AbortController();
    const { server, log, done } = await scene({ signal: stop.signal }, staysSilent);
    await server.received(1);

    tellThaw();
    await settle();
    stop.abort();
    await done;

    expect(log).toEqual(['connecting', 'closed']);
  });
});
