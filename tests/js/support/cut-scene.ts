// A call that is cut after every message but the last, and the requests at its server.
import { streamWithCallbacks } from '../../../js/src/shapes/fetch-event-source.js';
import type { FetchEventSourceInit } from '../../../js/src/options/fetch-event-source-init.js';
import { FakeEnvironment } from './fake-environment.js';
import { endsAfter, startServer, staysOpenAfter, type Respond, type TestServer } from './server.js';

export const POST = { method: 'POST', body: '{"ask":1}', headers: { authorization: 'Bearer a' } };
export const REST = endsAfter('data: rest\n\n');
export const CUT = staysOpenAfter('data: a\n\n');

export interface Played {
  readonly server: TestServer;
  readonly environment: FakeEnvironment;
  readonly messages: string[];
  readonly error: unknown;
}

/** Every message but `rest` is followed by a cut. */
export async function play<Cursor>(
  initFor: (url: string, server: TestServer) => FetchEventSourceInit<Cursor>,
  ...responds: Respond[]
): Promise<Played> {
  const server = await startServer(...responds);
  const environment = new FakeEnvironment();
  environment.releaseAll();
  const messages: string[] = [];
  const done = streamWithCallbacks<Cursor>(
    server.url,
    {
      onmessage: ({ data }) => {
        messages.push(data);
        if (data !== 'rest') {
          server.dropConnections();
        }
      },
      ...initFor(server.url, server),
    },
    environment,
  );
  const error: unknown = await done.catch((reason: unknown) => reason);
  await server.allSocketsClosed();
  return { server, environment, messages, error };
}

export const requestsOf = ({ server }: Played): unknown[] =>
  server.requests.map(({ method, path, body }) => [method, path, body]);
