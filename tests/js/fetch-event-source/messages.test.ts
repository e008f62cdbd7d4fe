// onmessage: the properties of its argument, the order of calls, and an async handler.
import { expect, test } from 'vitest';
import { fetchEventSource, type EventSourceMessage } from '../../../js/src/index.js';
import { deferred } from '../support/deferred.js';
import { endsAfter, startServer } from '../support/server.js';

test('onmessage: receives data, event, id and retry, in this order, with their defaults', async () => {
  const server = await startServer(
    endsAfter('data: a\n\nid: 7\nevent: tick\nretry: 250\ndata: b\ndata: c\n\n'),
  );
  const messages: EventSourceMessage[] = [];

  await fetchEventSource(server.url, { onmessage: (message) => void messages.push(message) });

  expect(messages).toStrictEqual([
    { data: 'a', event: '', id: '', retry: undefined },
    { data: 'b\nc', event: 'tick', id: '7', retry: 250 },
  ]);
  expect(messages.map((message) => Object.keys(message))).toEqual([
    ['data', 'event', 'id', 'retry'],
    ['data', 'event', 'id', 'retry'],
  ]);
});

test('onmessage: receives every event type, and an id only with the message that has it', async () => {
  const server = await startServer(
    endsAfter('id: 1\nevent: ping\ndata\n\ndata: a\n\nevent: message\ndata: b\n\n'),
  );
  const seen: string[] = [];

  await fetchEventSource(server.url, {
    onmessage: ({ id, event, data }) => void seen.push(`${id}|${event}|${data}`),
  });

  expect(seen).toEqual(['1|ping|', '||a', '|message|b']);
});

test('onmessage: is not called for comments and blocks without data', async () => {
  const server = await startServer(
    endsAfter(': keep-alive\n\nevent: nothing\n\nid: 1\n\nretry: 50\n\n\n\ndata: a\n\n'),
  );
  const messages: string[] = [];

  await fetchEventSource(server.url, { onmessage: ({ data }) => void messages.push(data) });

  expect(messages).toEqual(['a']);
});

test('onmessage: is awaited before the next message and before the end', async () => {
  const server = await startServer(endsAfter('data: a\n\ndata: b\n\n'));
  const gates = { a: deferred(), b: deferred() };
  const entered = { a: deferred(), b: deferred() };
  const calls: string[] = [];
  const done = fetchEventSource(server.url, {
    onmessage: async ({ data }) => {
      const name = data as 'a' | 'b';
      calls.push(`${name} begins`);
      entered[name].resolve();
      await gates[name].promise;
      calls.push(`${name} ends`);
    },
    onclose: () => void calls.push('onclose'),
  });

  await entered.a.promise;
  expect(calls).toEqual(['a begins']);
  gates.a.resolve();
  await entered.b.promise;
  gates.b.resolve();
  await done;

  expect(calls).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'onclose']);
});

test("onmessage: applies backpressure while it is pending: the server's data waits in the socket", async () => {
  const chunk = `data: ${'x'.repeat(64 * 1024)}\n\n`;
  const blocked = deferred();
  let written = 0;
  const server = await startServer((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', connection: 'close' });
    const write = (): void => {
      while (written < 256) {
        written += 1;
        if (!response.write(chunk)) {
          response.once('drain', write);
          blocked.resolve();
          return;
        }
      }
      response.end();
    };
    write();
  });
  const gate = deferred();
  const entered = deferred();
  let delivered = 0;

  const done = fetchEventSource(server.url, {
    onmessage: async () => {
      delivered += 1;
      entered.resolve();
      await gate.promise;
    },
  });
  await Promise.all([entered.promise, blocked.promise]);
  expect(delivered).toBe(1);
  expect(written).toBeLessThan(256);
  gate.resolve();
  await done;

  expect(delivered).toBe(256);
});
