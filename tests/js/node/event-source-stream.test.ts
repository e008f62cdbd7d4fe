// EventSource.fromReadableStream and the socket under a body: in Node, because Firefox keeps that of a cancelled body.
import { expect, test } from 'vitest';
import { EventSource } from '../../../js/src/index.js';
import { startServer, staysOpenAfter } from '../support/server.js';
import { streamOf, watch } from '../support/watched-source.js';

test('close lets go of the response that the stream belongs to', async () => {
  const server = await startServer(staysOpenAfter('data: a\n\n'));
  const { body } = await fetch(server.url);
  const { source, fired } = watch(EventSource.fromReadableStream(body ?? streamOf('')));
  await fired(2);
  expect(server.openSockets).toBe(1);

  source.close();

  await server.allSocketsClosed();
});
