// docs/guides/stopping.md: what the page shows of a stopped answer, and when the server and the model stop.
import { describe, expect, test } from 'vitest';
import { useChromium } from '../../browser/support/chromium.js';
import { deferred } from '../../js/support/deferred.js';
import {
  answers,
  startServer,
  staysOpenAfter,
  type Respond,
  type TestResponse,
} from '../../js/support/server.js';
import { openGuide } from './support/guide.js';
import { run, serve } from './support/program.js';
import { startSite } from './support/site.js';
import { delta, DONE, EVENT_STREAM } from './support/wire.js';

const guide = openGuide('stopping');
const { openPage } = useChromium();

/** A response that the test writes. `closed` resolves when its connection closes. */
function heldAnswer(): {
  respond: Respond;
  started: Promise<TestResponse>;
  closed: Promise<void>;
} {
  const started = deferred<TestResponse>();
  const closed = deferred();
  return {
    respond: (response) => {
      response.on('close', () => closed.resolve()).writeHead(200, EVENT_STREAM);
      response.flushHeaders();
      started.resolve(response);
    },
    started: started.promise,
    closed: closed.promise,
  };
}

test('the page keeps the text of a stopped answer, and closes its connection', async () => {
  const [first, second] = [heldAnswer(), heldAnswer()];
  const server = await startServer(first.respond, second.respond, answers(200, EVENT_STREAM, DONE));
  const page = await openPage();
  await page.goto(await startSite(guide, ['index.html', 'chat.js'], server.url));
  const ask = async (question: string): Promise<void> => {
    await page.locator('input').fill(question);
    await page.getByRole('button', { name: 'Ask' }).click();
  };
  const shows = (text: string): Promise<void> => page.getByText(text, { exact: true }).waitFor();

  await ask('Who?');
  (await first.started).write(delta('I am'));
  await shows('I am');
  await ask('What?');
  await first.closed;
  (await second.started).write(delta('It is'));
  await shows('It is');
  await page.getByRole('button', { name: 'Stop' }).click();
  await second.closed;
  await shows('It is (stopped)');
  await ask('Say nothing');
  await server.received(3);
  await ask('Go on');
  await server.received(4);

  expect((await page.locator('#answers p').allTextContents()).slice(0, 2)).toEqual([
    'I am (stopped)',
    'It is (stopped)',
  ]);
  expect(JSON.parse(server.requests[3]?.body ?? '')).toEqual({
    messages: [
      { role: 'user', content: 'Who?' },
      { role: 'assistant', content: 'I am' },
      { role: 'user', content: 'What?' },
      { role: 'assistant', content: 'It is' },
      { role: 'user', content: 'Say nothing' },
      { role: 'user', content: 'Go on' },
    ],
  });
});

test('limit.js ends after its time limit', async () => {
  const server = await startServer(staysOpenAfter(delta('A ti')));

  expect(await run(guide.use('limit.js'), server.url)).toEqual({ out: 'Untitled\n', errors: '' });
  expect(server.requests.length).toBe(1);
});

describe('server.js', () => {
  const post = { method: 'POST', headers: { 'content-type': 'application/json' } };
  const body = JSON.stringify({ questions: ['one', 'two', 'three'] });

  test('stops the model when the client disconnects', async () => {
    const closed = deferred();
    const model = await startServer(answers(200, {}, 'first'), (response) =>
      response.on('close', () => closed.resolve()),
    );
    const server = await serve(guide.use('server.js'), { MODEL_URL: model.url });
    const client = new AbortController();

    const answer = await fetch(`${server.url}/api/research`, {
      ...post,
      body,
      signal: client.signal,
    });
    const result = answer.text().catch((error: unknown) => (error as Error).name);
    await model.received(2);
    client.abort();

    await closed.promise;
    expect(await result).toBe('AbortError');
    expect(await server.end()).toBe('');
    expect(model.requests.map(({ body: question }) => question)).toEqual(['one', 'two']);
  });

  test('sends the whole answer to a client that stays connected', async () => {
    const model = await startServer(...['1', '2', '3'].map((text) => answers(200, {}, text)));
    const server = await serve(guide.use('server.js'), { MODEL_URL: model.url });

    const answer = await fetch(`${server.url}/api/research`, { ...post, body });

    expect(await answer.text()).toBe(
      'data: "1"\n\ndata: "2"\n\ndata: "3"\n\nevent: done\ndata:\n\n',
    );
    expect(await server.end()).toBe('');
  });
});

test('background.js cancels the response and closes its stream', async () => {
  const closed = deferred();
  const event = (type: string, more: object): string =>
    `event: ${type}\ndata: ${JSON.stringify({ type, ...more })}\n\n`;
  const server = await startServer((response, request) => {
    response.on('close', () => closed.resolve());
    staysOpenAfter(
      event('response.created', { response: { id: 'resp_7', background: true } }) +
        event('response.output_text.delta', { delta: 'word '.repeat(30) }),
    )(response, request);
  }, answers(200));

  const { out, errors } = await run(guide.use('background.js'), server.url);

  await closed.promise;
  expect([out, errors]).toEqual([`${'word '.repeat(30)}\n`, '']);
  expect(server.requests.map(({ method, path }) => [method, path])).toEqual([
    ['POST', '/api/responses'],
    ['POST', '/api/responses/resp_7/cancel'],
  ]);
});

test('every block of the guide has run', () => {
  expect(guide.unused()).toEqual([]);
});
