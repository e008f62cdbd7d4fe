// docs/guides/serving-fetch.md: the servers with Request and Response, with a ticker that the test writes.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { eventStream } from 'post-event-source';
import { beforeAll, describe, expect, test } from 'vitest';
import { deferred } from '../../js/support/deferred.js';
import {
  endsAfter,
  startServer,
  type Respond,
  type TestResponse,
} from '../../js/support/server.js';
import { openGuide } from './support/guide.js';
import { buildNext, startNext } from './support/next.js';
import { closed } from './support/one-stream.js';
import { serve } from './support/program.js';

const guide = openGuide('serving-fetch');
for (const file of ['stream-of.js', 'ticker.js']) guide.use(file);
const hono = guide.use('hono.js');
guide.use('next/app/api/edge/route.js');
const app = join(dirname(guide.use('next/app/api/ticker/route.js')), '..', '..');

beforeAll(async () => {
  mkdirSync(app, { recursive: true });
  const page =
    'export default ({ children = null }) => <html lang="en"><body>{children}</body></html>;';
  writeFileSync(join(app, 'layout.jsx'), page);
  await buildNext(dirname(app));
}, 300_000);

const startHono = async (env: NodeJS.ProcessEnv): Promise<string> =>
  `${(await serve(hono, env)).url}/api/ticker`;
const startNextAt =
  (path: string) =>
  async (env: NodeJS.ProcessEnv): Promise<string> =>
    `${await startNext(dirname(app), 'start', env)}${path}`;

const block = (id: number, entry: object): string =>
  `id: ${id}\ndata: ${JSON.stringify(entry)}\n\n`;
const KICK_OFF = block(1, { text: 'Kick-off' });
const FULL_TIME = block(2, { text: 'Full time', final: true });

/** A ticker that sends its first message, and then waits for the test. */
function hold() {
  const { promise: started, resolve } = deferred<TestResponse>();
  const respond: Respond = (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(KICK_OFF);
    resolve(response);
  };
  return { respond, started };
}

interface Session {
  push(data: unknown, event: string, id: string): void;
}

describe.each([
  ['Hono', startHono],
  ['Next.js', startNextAt('/api/ticker')],
  ['Next.js at the edge', startNextAt('/api/edge')],
])('%s', (_server, start) => {
  const startBehind = async (...responds: Respond[]) => {
    const upstream = await startServer(...responds);
    return { upstream, url: await start({ TICKER_URL: upstream.url }) };
  };

  test('sends each message with its ID, continues after an ID, and ends', async () => {
    const { upstream, url } = await startBehind(
      endsAfter(KICK_OFF + FULL_TIME),
      endsAfter(FULL_TIME),
    );
    const ids: string[] = [];
    const first = eventStream(url);
    for await (const { id } of first) ids.push(id);
    const headers = { 'last-event-id': '1' };
    for await (const { id } of eventStream(url, { headers })) ids.push(id);

    expect(ids).toEqual(['1', '2', '2']);
    expect(upstream.requests.map(({ headers }) => headers['last-event-id'])).toEqual([
      undefined,
      '1',
    ]);
    expect(Object.fromEntries(first.response?.headers ?? [])).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': expect.stringMatching(/no-store.*no-transform/) as string,
      'x-accel-buffering': 'no',
    });
  });

  test('forwards a message while the stream is open, and a closed connection', async () => {
    const held = hold();
    const { url } = await startBehind(held.respond);
    const stream = eventStream(url);
    const message = stream.next();
    const left = closed(await held.started);

    expect((await message).value?.id).toBe('1');
    stream.close();
    await left;
  });
});

test('the stream continues after a lost connection between the servers', async () => {
  const held = hold();
  const upstream = await startServer(held.respond, endsAfter(FULL_TIME));
  const stream = eventStream(await startHono({ TICKER_URL: upstream.url }));
  const ids = [(await stream.next()).value?.id];

  (await held.started).destroy();
  for await (const { id } of stream) ids.push(id);

  expect(ids).toEqual(['1', '2']);
  expect(upstream.requests.map(({ headers }) => headers['last-event-id'])).toEqual([
    undefined,
    '1',
  ]);
});

test('sends a heartbeat while the other server is silent', async () => {
  const upstream = await startServer((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
  });
  const { url } = await serve(hono, { TICKER_URL: upstream.url }, './fast-intervals.mjs');
  const stop = new AbortController();
  let comments = 0;
  const stream = eventStream(`${url}/api/ticker`, {
    signal: stop.signal,
    oncomment: () => (comments += 1) === 3 && stop.abort(),
  });

  await expect(stream.next()).rejects.toThrow('aborted');
  expect(comments).toBe(3);
});

test('streamOf accepts a request whose body has been read', async () => {
  const { streamOf } = (await import(join(dirname(hono), 'stream-of.js'))) as {
    streamOf: (request: Request, send: (session: Session) => Promise<void>) => Response;
  };
  const request = new Request('http://localhost/', { method: 'POST', body: '{"question":"Who?"}' });
  const { question } = (await request.json()) as { question: string };

  const response = streamOf(request, async (session) => {
    session.push(question, 'text', '1');
    return Promise.resolve();
  });

  expect(await response.text()).toContain('event:text\nid:1\ndata:"Who?"\n\n');
});

test('every block of the guide has run', () => {
  expect(guide.unused()).toEqual([]);
});
