// docs/guides/from-fetch-event-source.md: each diff, before and after, in pages of Chromium.
import { describe, expect, test } from 'vitest';
import { deferred } from '../../js/support/deferred.js';
import {
  answers,
  endsAfter,
  startServer,
  staysOpenAfter,
  type TestResponse,
} from '../../js/support/server.js';
import { openGuide } from './support/guide.js';
import { playsOf, useScriptPages } from './support/script-page.js';
import { delta, DONE, EVENT_STREAM } from './support/wire.js';

const guide = openGuide('from-fetch-event-source');
const openScript = useScriptPages(guide);
const play = playsOf(openScript);

const SIDES = ['before', 'after'] as const;

describe.each(SIDES)('drop-in.js, %s', (side) => {
  const script = `drop-in.${side}`;

  test('retries and stops when its handlers do', async () => {
    const { lines, server } = await play(
      script,
      'enough',
      answers(503),
      endsAfter('data: a\n\ndata: b\n\n'),
      endsAfter('data: c\n\nevent: FatalError\ndata: enough\n\n'),
    );

    expect(lines).toEqual(['a', 'b', 'c', 'enough']);
    expect(server.requests.map(({ method }) => method)).toEqual(['POST', 'POST', 'POST']);
  });

  test('stops at a 401', async () => {
    const { lines, server } = await play(script, 'status 401', answers(401));

    expect(lines).toEqual(['status 401']);
    expect(server.requests).toHaveLength(1);
  });

  test('continues while the page is hidden and shown again', async () => {
    const { promise: opened, resolve: open } = deferred<TestResponse>();
    const server = await startServer((response) => open(response.writeHead(200, EVENT_STREAM)));
    const page = await openScript(`${script}.js`, server.url);
    const response = await opened;
    response.write('data: a\n\n');
    await page.printedUntil('a');

    await page.hide();
    response.write('data: b\n\n');
    await page.printedUntil('b');
    await page.show();
    response.end('event: FatalError\ndata: enough\n\n');

    expect(await page.printedUntil('enough')).toEqual(['a', 'b', 'enough']);
    expect(server.requests).toHaveLength(1);
  });
});

describe.each(SIDES)('policy.js, %s', (side) => {
  const script = `policy.${side}`;

  test('retries temporary statuses', async () => {
    const { lines, server } = await play(
      script,
      'hello',
      answers(503),
      answers(429),
      endsAfter('data: hello\n\n'),
    );

    expect(lines).toEqual(['hello']);
    expect(server.requests).toHaveLength(3);
  });

  test('stops after three attempts', async () => {
    const { lines, server } = await play(script, 'busy', answers(500, {}, 'busy'));

    expect(lines).toEqual(['500: busy']);
    expect(server.requests).toHaveLength(3);
  });

  test('shows the body of a 401', async () => {
    const { lines, server } = await play(script, 'token', answers(401, {}, 'no token'));

    expect(lines).toEqual(['401: no token']);
    expect(server.requests).toHaveLength(1);
  });
});

test.each([
  ['before', '200: data: hello\n\n'],
  ['after', 'hello'],
])('policy.js, %s, with a charset in the content type', async (side, line) => {
  const type = { 'content-type': 'text/event-stream; charset=utf-8' };
  const { lines } = await play(`policy.${side}`, 'hello', answers(200, type, 'data: hello\n\n'));

  expect(lines).toEqual([line]);
});

test.each(SIDES)('answer.js, %s, shows the answer', async (side) => {
  const { lines } = await play(
    `answer.${side}`,
    'complete',
    endsAfter(`${delta('Hello')}${delta(', 你!')}${DONE}`),
  );

  // chatText merges the fragments of one network read.
  expect(lines.slice(-2)).toEqual(['Hello, 你!', 'complete']);
});

describe('answer.js, after an error in the stream,', () => {
  const failure = 'data: {"error":{"type":"server_error","message":"Too many"}}\n\n';

  test('before, repeats the POST and leaves connections open', async () => {
    const server = await startServer(staysOpenAfter(failure));
    await openScript('answer.before.js', server.url);
    await server.received(3);

    expect(server.openSockets).toBe(3);
  });

  test('after, throws the error and closes the connection', async () => {
    const { lines, server } = await play('answer.after', 'Too many', staysOpenAfter(failure));
    await server.allSocketsClosed();

    expect(lines).toEqual([expect.stringContaining('server_error: Too many')]);
    expect(server.requests).toHaveLength(1);
  });
});

describe.each(SIDES)('last-message.js, %s', (side) => {
  const script = `last-message.${side}`;

  test('reports a complete answer', async () => {
    const { lines } = await play(script, 'complete', endsAfter(`data: a\n\n${DONE}`));

    expect(lines).toEqual(['a', 'complete']);
  });

  test('reports an incomplete answer', async () => {
    const { lines, server } = await play(script, 'cut off', endsAfter('data: a\n\n'));

    expect(lines).toEqual(['a', 'cut off']);
    expect(server.requests).toHaveLength(1);
  });
});

test.each([
  ['before', 'cut off'],
  ['after', 'complete'],
])(
  'last-message.js, %s, when the connection is lost after the last message',
  async (side, last) => {
    const { promise: opened, resolve: open } = deferred<TestResponse>();
    const server = await startServer((response) => open(response.writeHead(200, EVENT_STREAM)));
    const page = await openScript(`last-message.${side}.js`, server.url);
    (await opened).write(`data: a\n\n${DONE}`);
    // The last message arrives together with the first one.
    await page.printedUntil('a');
    server.dropConnections();

    expect(await page.printedUntil(last)).toEqual(['a', last]);
  },
);

test.each(SIDES)('token.js, %s, sends a fresh token with each attempt', async (side) => {
  const { lines, server } = await play(
    `token.${side}`,
    'tick',
    answers(200, {}, 'first'),
    answers(503),
    answers(200, {}, 'second'),
    endsAfter('data: tick\n\n'),
  );

  expect(lines).toEqual(['tick']);
  expect(
    server.requests.map(({ path, headers }) => [path, headers.authorization, headers.accept]),
  ).toEqual([
    ['/api/token', undefined, '*/*'],
    ['/api/ticks', 'Bearer first', 'text/event-stream'],
    ['/api/token', undefined, '*/*'],
    ['/api/ticks', 'Bearer second', 'text/event-stream'],
  ]);
});

test('every block of the guide has run', () => {
  expect(guide.unused()).toEqual([]);
});
