// A server behind a proxy, whose first stream is in the hands of a test.
import { deferred } from '../../../js/support/deferred.js';
import {
  endsAfter,
  startServer,
  type TestResponse,
  type TestServer,
} from '../../../js/support/server.js';

/** What each stream begins with. */
export const one = 'data: one\n\n';

/** So that a failure is not followed by another attempt. */
export const attempt = { retry: { maxAttempts: 1 } };

export interface OneStream {
  readonly server: TestServer;
  /** The origin of the server. */
  readonly url: string;
  readonly begun: Promise<TestResponse>;
}

/** Begins one stream, with which the test continues; every later one is complete. */
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
