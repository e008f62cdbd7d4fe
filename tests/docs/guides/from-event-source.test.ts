// docs/guides/from-event-source.md: each diff, before and after, in pages of Chromium.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { useChromium } from '../../browser/support/chromium.js';
import {
  answers,
  endsAfter,
  startServer,
  type Respond,
  type TestServer,
} from '../../js/support/server.js';
import { openGuide } from './support/guide.js';
import { run } from './support/program.js';
import { playsOf, useScriptPages } from './support/script-page.js';
import { startSite } from './support/site.js';

const guide = openGuide('from-event-source');
const play = playsOf(useScriptPages(guide));
const { openPage } = useChromium();

const SIDES = ['before', 'after'] as const;
/** Shortens the delay before a reconnection. */
const SOON = 'retry: 100\n';
const idsOf = (server: TestServer): unknown[] =>
  server.requests.map(({ headers }) => headers['last-event-id']);

describe.each(SIDES)('drop-in.js, %s', (side) => {
  const script = `drop-in.${side}`;

  test('reconnects with the last event ID, until the server responds with 204', async () => {
    const { lines, server } = await play(
      script,
      'closed',
      endsAfter(`${SOON}id: 1\ndata: a\n\nevent: add\ndata: b\n\n`),
      endsAfter('id: 2\ndata: c\n\n'),
      answers(204),
    );

    expect(lines).toEqual(
      ['open', '1 a', 'add b', 'reconnecting', 'open', '2 c', 'reconnecting', 'closed'], //
    );
    expect(idsOf(server)).toEqual([undefined, '1', '2']);
  });

  test.each([401, 503])('closes after status %i', async (status) => {
    const { lines, server } = await play(script, 'closed', answers(status));

    expect(lines).toEqual(['closed']);
    expect(server.requests).toHaveLength(1);
  });
});

test.each(SIDES)('post.js, %s, sends the question and shows the answer', async (side) => {
  const { lines, server } = await play(
    `post.${side}`,
    'b',
    endsAfter('data: a\n\ndata: b\n\ndata: [DONE]\n\n'),
  );
  await server.allSocketsClosed();
  const [{ method, path, headers, body } = expect.unreachable()] = server.requests;

  expect(lines).toEqual(['a', 'b']);
  expect([method, path, headers.authorization, body]).toEqual(
    side === 'before'
      ? ['GET', '/api/answer?question=What+is+an+event+stream%3F&token=secret', undefined, '']
      : ['POST', '/api/answer', 'Bearer secret', '{"question":"What is an event stream?"}'],
  );
});

describe('post.js, interrupted,', () => {
  const responds = [
    endsAfter(`${SOON}data: a\n\n`),
    endsAfter('data: a\n\ndata: the end\n\ndata: [DONE]\n\n'),
  ];

  test('before, shows the beginning twice', async () => {
    const { lines } = await play('post.before', 'the end', ...responds);

    expect(lines).toEqual(['a', 'interrupted', 'a', 'the end']);
  });

  test('after, sends one request', async () => {
    const { lines, server } = await play('post.after', 'interrupted', ...responds);
    await server.allSocketsClosed();

    expect(lines).toEqual(['a', 'interrupted']);
    expect(server.requests).toHaveLength(1);
  });
});

test.each([
  ['before', 2],
  ['after', 1],
])('error.js, %s, gets the status; requests: %i', async (side, times) => {
  const { lines, server } = await play(`error.${side}`, 'Log in', answers(401));

  expect(lines).toEqual(['Log in again']);
  expect(server.requests).toHaveLength(times);
});

test.each(SIDES)(
  'last-message.js, %s, resumes after an early end, and stops after the last message',
  async (side) => {
    const { lines, server } = await play(
      `last-message.${side}`,
      'complete',
      endsAfter(`${SOON}id: 1\nevent: content\ndata: a\n\n`),
      endsAfter('id: 2\nevent: content\ndata: b\n\nevent: done\ndata\n\n'),
    );

    expect(lines).toEqual(['a', 'b', 'complete']);
    expect(idsOf(server)).toEqual([undefined, '1']);
  },
);

test('last-message.js, after, throws if it cannot resume', async () => {
  const { lines } = await play(
    'last-message.after',
    'Expected a 2xx response',
    endsAfter(`${SOON}event: content\ndata: a\n\n`),
    answers(404),
  );

  expect(lines).toEqual(['a', expect.stringContaining('404')]);
});

describe.each([
  ['polyfill.before', ['/api/ticks', '/api/ticks?lastEventId=7'], [undefined, undefined]],
  ['polyfill.after', ['/api/ticks', '/api/ticks'], [undefined, '7']],
  ['fetch.before', ['/api/ticks', '/api/ticks'], [undefined, '7']],
  ['fetch.after', ['/api/ticks', '/api/ticks'], [undefined, '7']],
])('%s', (script, paths, ids) => {
  test('sends its header, reconnects with the ID, and reports the status', async () => {
    const { lines, server } = await play(
      script,
      'error 401',
      endsAfter(`${SOON}id: 7\ndata: a\n\n`),
      answers(401),
    );

    expect(lines).toEqual(['a', 'error undefined', 'error 401']);
    expect(server.requests.map(({ path }) => path)).toEqual(paths);
    expect(idsOf(server)).toEqual(ids);
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(
      ['Bearer secret', 'Bearer secret'], //
    );
  });
});

test("the fetch option of fetch.js also works with this package's class", async () => {
  const code = readFileSync(guide.use('fetch.before.js'), 'utf8');
  const kept = join(dirname(guide.use('fetch.before.js')), 'kept.js');
  writeFileSync(kept, code.replace("'eventsource'", "'post-event-source'"));
  const server = await startServer(endsAfter(`${SOON}data: a\n\n`), answers(401));

  const { out, errors } = await run(kept, server.url);

  expect([out, errors]).toEqual(['a\nerror undefined\nerror 401\n', '']);
  expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(
    ['Bearer secret', 'Bearer secret'], //
  );
});

describe('another origin', () => {
  const redirectTo = ({ url }: TestServer): Respond => answers(307, { location: url });

  test.each([
    ['before', 'closed'],
    ['after', 'reconnecting'],
  ])('that refuses the request, %s', async (side, last) => {
    const elsewhere = await startServer(endsAfter('data: a\n\n'));
    const { lines } = await play(`drop-in.${side}`, last, redirectTo(elsewhere));

    expect(lines.filter((line) => !line.includes('CORS'))).toEqual([last]);
  });

  test.each([
    ['before', ['GET', 'GET']],
    ['after', ['GET', 'OPTIONS', 'GET']],
  ])('that gets an event ID, %s', async (side, methods) => {
    const allowed = {
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'last-event-id',
    };
    const sends = (text: string): Respond =>
      answers(200, { ...allowed, 'content-type': 'text/event-stream' }, text);
    const elsewhere = await startServer(sends(`${SOON}id: 1\ndata: a\n\n`), (response, request) => {
      const preflight = request.method === 'OPTIONS';
      (preflight ? answers(204, allowed) : sends('id: 2\ndata: b\n\n'))(response, request);
    });
    await play(`drop-in.${side}`, '2 b', redirectTo(elsewhere));

    expect(elsewhere.requests.map(({ method }) => method).slice(0, methods.length)).toEqual(
      methods,
    );
  });
});

test.each([
  ['before', 'eventsource'],
  ['after', 'fetch'],
])('drop-in.js, %s, sends a request of type %s', async (side, kind) => {
  const server = await startServer(answers(204));
  const page = await openPage();
  const request = page.waitForRequest(/\/api\/ticks/);
  await page.goto(await startSite(guide, [`drop-in.${side}.js`], server.url));

  expect((await request).resourceType()).toBe(kind);
});

test('every block of the guide has run', () => {
  expect(guide.unused()).toEqual([]);
});
