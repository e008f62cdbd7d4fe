// A server for tests of proxies, whose first stream the test controls.
import { deferred } from '../../../js/support/deferred.js';
import {
  endsAfter,
  startServer,
  type TestResponse,
  type TestServer,
} from '../../../js/support/server.js';

/** The first message of each stream. */
export const one = 'data: one\n\n';

/** Options without retries. */
export const attempt = { retry: { maxAttempts: 1 } };

export interface OneStream {
  readonly server: TestServer;
  /** The origin of the server. */
  readonly url: string;
  readonly begun: Promise<TestResponse>;
}

/** Starts a server. The test continues the first stream; later streams are complete. */
export async function startStream(headers: Record<string, string> = {}): Promise<OneStream> {
  const { promise: begun, resolve } = deferred<TestResponse>();
  const server = await startServer((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', ...headers }).write(one);
    resolve(response);
  }, endsAfter(one));
  return { server, url: new URL(server.url).origin, begun };
}

export const closed = (response: TestResponse): Promise<void> =>
  new Promise((resolve) => response.once('close', resolve));
