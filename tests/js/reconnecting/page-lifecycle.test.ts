// A page that enters the back/forward cache or is frozen. tests/browser/ does so in real browsers.
import { describe, expect, test } from 'vitest';
import { StreamInterruptedError } from '../../../js/src/index.js';
import { POST } from '../support/cut-scene.js';
import { rejectionOf, settle } from '../support/deferred.js';
import {
  networkSwitch,
  dispatchResume,
  dispatchTransition,
  visibilitySwitch,
} from '../support/page.js';
import { FIRST, REST, scene } from '../support/page-scene.js';
import { drops, staysOpenAfter, staysSilent } from '../support/server.js';
import { controlledResponse } from '../support/timed-scene.js';

describe('back/forward cache', () => {
  test('closes the connection; resumes as soon as the page is restored', async () => {
    networkSwitch();
    const { server, environment, log, done, logged } = await scene({}, FIRST, REST);
    await logged('a');

    dispatchTransition('pagehide');
    await server.allSocketsClosed();
    await logged('hidden');
    await settle();
    expect(server.requests.length).toBe(1);
    dispatchTransition('pageshow');
    await done;

    expect(log).toEqual([
      ...['connecting', 'open', 'a', 'BodyError', 'retry in 0', 'hidden', 'connecting', 'open'],
      ...['rest', 'onclose', 'closed'],
    ]);
    expect(environment.waits).toEqual([]);
  });

  test('does not send a POST again that has delivered messages', async () => {
    networkSwitch();
    const { server, done, logged } = await scene(POST, staysOpenAfter('data: a\n\n'), REST);
    await logged('a');

    dispatchTransition('pagehide');

    expect(await rejectionOf(done)).toBeInstanceOf(StreamInterruptedError);
    await server.allSocketsClosed();
    expect(server.requests.length).toBe(1);
  });

  test('a page that is unloaded is not waited for', async () => {
    networkSwitch();
    const stop = new AbortController();
    const { log, server, done, logged } = await scene({ signal: stop.signal }, FIRST);
    await logged('a');

    dispatchTransition('pagehide', false);
    await settle();
    server.dropConnections();
    await logged('retry in 1000');
    stop.abort();
    await done;

    expect(log).not.toContain('hidden');
  });

  test('entered while an attempt is pending: makes the attempt when the page is restored', async () => {
    networkSwitch();
    const { server, environment, log, done, logged } = await scene({}, drops, REST);
    const wait = await environment.nextWait();
    dispatchTransition('pagehide');
    wait.release();
    await logged('hidden');
    expect(server.requests.length).toBe(1);
    dispatchTransition('pageshow');
    await done;

    expect(log).toContain('rest');
  });
});

describe('freeze and resume', () => {
  test.each([{}, { ...POST, resume: 'last-event-id' } as const])(
    'reconnects a resumable stream at once: %o',
    async (init) => {
      visibilitySwitch();
      const { server, environment, log, done, logged } = await scene(init, FIRST, REST);
      await logged('a');

      dispatchResume();
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
    'keeps the connection of a POST that cannot be resumed, after "%s"',
    async (text) => {
      visibilitySwitch();
      const { respond, response } = controlledResponse();
      const { server, log, done, logged } = await scene(POST, respond);
      const answer = await response;
      answer.write(text);
      await logged(text === '' ? 'open' : 'a');

      dispatchResume();
      await settle();
      answer.end('data: rest\n\n');
      await done;

      expect(log.slice(-3)).toEqual(['rest', 'onclose', 'closed']);
      expect(server.requests.length).toBe(1);
    },
  );

  test('leaves a request alone that has no response yet', async () => {
    visibilitySwitch();
    const stop = new AbortController();
    const { server, log, done } = await scene({ signal: stop.signal }, staysSilent);
    await server.received(1);

    dispatchResume();
    await settle();
    stop.abort();
    await done;

    expect(log).toEqual(['connecting', 'closed']);
  });
});
