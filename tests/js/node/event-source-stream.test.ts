// EventSource.fromReadableStream and the socket of a body. Node only: Firefox keeps the socket of a
// cancelled body.
import { expect, test } from 'vitest';
import { EventSource } from '../../../js/src/index.js';
import { startServer, staysOpenAfter } from '../support/server.js';
import { streamOf, watch } from '../support/watched-source.js';

test('EventSource.fromReadableStream: close() closes the connection of the response', async () => {
  const server = await startServer(staysOpenAfter('data: a\n\n'));
  const { body } = await fetch(server.url);
  const { source, fired } = watch(EventSource.fromReadableStream(body ?? streamOf('')));
  await fired(2);
  expect(server.openSockets).toBe(1);

  source.close();

  await server.allSocketsClosed();
});
