// Redirects are followed by the rules of `fetch`: what another origin receives, and how to disallow
// redirects.
import { describe, expect, test } from 'vitest';
import { ConnectError, fetchEventSource } from '../../../js/src/index.js';
import { rejectionOf } from '../support/deferred.js';
import {
  endsAfter,
  startServer,
  type RecordedRequest,
  type Respond,
  type TestServer,
} from '../support/server.js';

const CREDENTIALS = { authorization: 'Bearer secret' };
const OTHERS = { 'x-api-key': 'key', 'content-type': 'text/plain' };
const REQUEST = { method: 'POST', headers: { ...CREDENTIALS, ...OTHERS }, body: 'question' };

/** The same server by another name, which makes it another origin. */
const elsewhere = (server: TestServer): string =>
  server.url.replace('//127.0.0.1:', '//localhost:');

/** A stream that pages of any origin may read, as an attacker would serve it. */
const open =
  (text: string): Respond =>
  (response, { method }) => {
    const headers = {
      'content-type': 'text/event-stream',
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'authorization, x-api-key, content-type, last-event-id',
    };
    response.writeHead(200, { ...headers, connection: 'close' });
    response.end(method === 'OPTIONS' ? '' : text);
  };

const redirectsTo =
  (location: () => string): Respond =>
  (response) =>
    response.writeHead(307, { location: location(), connection: 'close' }).end();

/** Without the preflight requests of a browser. */
const requestsOf = (server: TestServer): RecordedRequest[] =>
  server.requests.filter(({ method }) => method !== 'OPTIONS');

describe('redirect to another origin', () => {
  test('credentials are not sent there; other headers and the body are', async () => {
    const other = await startServer(open('data: a\n\n'));
    const server = await startServer(redirectsTo(() => elsewhere(other)));

    await fetchEventSource(server.url, REQUEST);

    expect(requestsOf(server)).toMatchObject([{ headers: REQUEST.headers }]);
    expect(requestsOf(other)).toMatchObject([
      { method: 'POST', headers: OTHERS, body: 'question' },
    ]);
    expect(requestsOf(other)[0]?.headers).not.toHaveProperty('authorization');
  });

  test('with redirect: "error" nothing is sent there', async () => {
    const other = await startServer(open('data: a\n\n'));
    const server = await startServer(redirectsTo(() => elsewhere(other)));

    const error = await rejectionOf(
      fetchEventSource(server.url, { ...REQUEST, redirect: 'error', retry: { maxAttempts: 1 } }),
    );

    expect(error).toBeInstanceOf(ConnectError);
    expect(other.requests).toEqual([]);
  });

  test('the next attempt is sent to the first server again, with the credentials', async () => {
    const other = await startServer(open('id: 1\ndata: a\n\n'));
    const server = await startServer(
      redirectsTo(() => elsewhere(other)),
      endsAfter('data: end\n\n'),
    );

    await fetchEventSource(server.url, {
      ...REQUEST,
      isTerminal: ({ data }) => data === 'end',
      onerror: () => 10,
    });

    expect(requestsOf(other).length).toBe(1);
    expect(requestsOf(server)).toMatchObject([
      { headers: REQUEST.headers },
      { headers: { ...REQUEST.headers, 'last-event-id': '1' }, body: 'question' },
    ]);
  });
});

test('an ID that the other origin has set is sent to the first server, as native EventSource does', async () => {
  const other = await startServer(open('id: chosen-elsewhere\ndata: a\n\n'));
  const server = await startServer(
    redirectsTo(() => elsewhere(other)),
    endsAfter('data: end\n\n'),
  );

  await fetchEventSource(server.url, {
    headers: CREDENTIALS,
    isTerminal: ({ data }) => data === 'end',
    retry: { initialDelay: 10 },
  });

  expect(requestsOf(server).map(({ headers }) => headers['last-event-id'])).toEqual([
    undefined,
    'chosen-elsewhere',
  ]);
  expect(requestsOf(server)[1]?.headers).toMatchObject(CREDENTIALS);
});

test('redirect: a loop of redirects rejects', async () => {
  const server = await startServer(redirectsTo(() => server.url));

  const error = await rejectionOf(fetchEventSource(server.url, { retry: { maxAttempts: 1 } }));

  expect(error).toBeInstanceOf(ConnectError);
  expect(server.requests.length).toBeLessThanOrEqual(21);
});
