// EventSourceParserStream in Node only: a connection that is closed (Firefox keeps the socket of a
// cancelled body until the server sends more), and a runtime without TransformStream.
import { expect, test } from 'vitest';
import { EventSourceParserStream } from '../../../js/src/index.js';
import { startServer, staysOpenAfter } from '../support/server.js';
import { published, runModule } from '../../support/child.js';

test('EventSourceParserStream: cancelling the messages of a response closes its connection', async () => {
  const server = await startServer(staysOpenAfter('data: a\n\ndata: b'));
  const { body } = await fetch(server.url);
  const reader = (body as ReadableStream<Uint8Array>)
    .pipeThrough(new EventSourceParserStream())
    .getReader();
  expect(await reader.read()).toMatchObject({ value: { data: 'a' } });

  await reader.cancel();

  await server.allSocketsClosed();
});

test('EventSourceParserStream: a runtime without TransformStream can import the package and use the rest of it', async () => {
  const output = await runModule(`
    delete globalThis.TransformStream;
    const { ready, createParser, EventSourceParserStream } = await import(${JSON.stringify(published)});
    await ready();
    createParser({ onEvent: ({ data }) => console.log(data) }).feed('data: a\\n\\n');
    try {
      new EventSourceParserStream();
    } catch (error) {
      console.log(error.name, error.message);
    }
  `);

  expect(output).toBe(
    'a\nTypeError Expected a global TransformStream, got none: load a polyfill first',
  );
});
