// lastEventId of the init of an EventSource: the source continues where an earlier one stopped.
import { describe, expect, test } from 'vitest';
import type { EventSourceInit } from '../../../js/src/index.js';
import { utf8AsHeader } from '../support/bytes.js';
import { endsAfter, staysOpenAfter } from '../support/server.js';
import { QUIET, scene } from '../support/watched-source.js';

describe('EventSource: init.lastEventId', () => {
  test('is sent with the first request and persists until the stream sets another ID', async () => {
    const { source, server, environment, events, fired } = await scene(
      { lastEventId: '41' },
      endsAfter('data: a\n\n'),
      endsAfter('id: 42\ndata: b\n\n'),
      staysOpenAfter(QUIET),
    );
    environment.releaseAll();
    expect(source.lastEventId).toBe('41');

    await fired(7);

    const sent = server.requests.map(({ headers }) => headers['last-event-id']);
    expect(sent).toEqual(['41', '41', '42']);
    expect([events[1], events[4]].map((event) => (event as MessageEvent).lastEventId)).toEqual([
      ...['41', '42'],
    ]);
    expect(source.lastEventId).toBe('42');
  });

  test('replaces a header of that name', async () => {
    const { server, fired } = await scene(
      { lastEventId: '7', headers: { 'Last-Event-ID': '5' } },
      staysOpenAfter(QUIET),
    );

    await fired(1);

    expect(server.requests[0]?.headers['last-event-id']).toBe('7');
  });

  test.each([undefined, null, ''])(
    '%j counts as absent: a header of that name is sent unchanged',
    async (none) => {
      const { source, server, fired } = await scene(
        { lastEventId: none, headers: { 'last-event-id': '5' } },
        staysOpenAfter(QUIET),
      );

      await fired(1);

      expect(server.requests[0]?.headers['last-event-id']).toBe('5');
      expect(source.lastEventId).toBe('');
    },
  );

  test('with U+0000 is ignored', async () => {
    const { source, server, fired } = await scene({ lastEventId: '1\0' }, staysOpenAfter(QUIET));

    await fired(1);

    expect(server.requests[0]?.headers).not.toHaveProperty('last-event-id');
    expect(source.lastEventId).toBe('');
  });

  test.each(['a\nb', '\ud800', 'x'.repeat(8193)])(
    'that no header can carry is kept and not sent (%#)',
    async (lastEventId) => {
      const { source, server, fired } = await scene({ lastEventId }, staysOpenAfter(QUIET));

      await fired(1);

      expect(server.requests[0]?.headers).not.toHaveProperty('last-event-id');
      expect(source.lastEventId).toBe(lastEventId);
    },
  );

  test('is sent as UTF-8', async () => {
    const id = 'é🎉';
    const headers = { 'x-same': utf8AsHeader(id) };
    const { server, fired } = await scene({ lastEventId: id, headers }, staysOpenAfter(QUIET));

    await fired(1);

    const sent = server.requests[0]?.headers;
    expect(sent?.['last-event-id']).toBe(sent?.['x-same']);
  });

  test('is not passed to fetch as an option', async () => {
    let options: object | undefined;
    const send: EventSourceInit['fetch'] = (input, init) => {
      options = init;
      return globalThis.fetch(input, init);
    };
    const { fired } = await scene({ lastEventId: '7', fetch: send }, staysOpenAfter(QUIET));

    await fired(1);

    expect(options).not.toHaveProperty('lastEventId');
  });
});
