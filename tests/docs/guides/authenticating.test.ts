// docs/guides/authenticating.md: which credentials arrive, how often they are asked for, and across which origins.
import { writeFileSync } from 'node:fs';
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
import { startOrigins } from './support/origins.js';
import { run, serve } from './support/program.js';
import { startRelay } from './support/relay.js';
import { startSite } from './support/site.js';

const guide = openGuide('authenticating');
const { openPage } = useChromium();

describe('chat.js', () => {
  const answer = endsAfter('data: {"choices":[{"delta":{"content":"Hello"}}]}\n\ndata: [DONE]\n\n');
  const refusal = answers(401);
  const busy = answers(503, { 'retry-after-ms': '100' });

  /** A server whose tokens are numbered, as many as it gives, and that answers the nth question by the nth of `responds`. */
  async function startApi(tokens: number, ...responds: Respond[]): Promise<TestServer> {
    const left = [...responds];
    let given = 0;
    return startServer((response, request) => {
      const isQuestion = request.path !== '/api/token';
      given += isQuestion ? 0 : 1;
      const token = answers(given <= tokens ? 200 : 403, {}, JSON.stringify({ token: given }));
      (isQuestion ? left.shift() : token)?.(response, request);
    });
  }

  async function ask(server: TestServer) {
    guide.use('session.js');
    const { out, errors } = await run(guide.use('chat.js'), server.url);
    const asked = server.requests.map(({ path, headers }) =>
      path === '/api/token' ? 'token' : headers.authorization,
    );
    return { out, errors, asked };
  }

  test.each<[string, Respond[], unknown[]]>([
    ['has a token', [answer], ['token', 'Bearer 1']],
    [
      'renews it once where it is refused',
      [refusal, answer],
      ['token', 'Bearer 1', 'token', 'Bearer 2'],
    ],
    [
      'has it in every attempt, and may renew it in each',
      [busy, refusal, answer],
      ['token', 'Bearer 1', 'Bearer 1', 'token', 'Bearer 2'],
    ],
  ])('%s', async (_what, responds, asked) => {
    const server = await startApi(9, ...responds);

    expect(await ask(server)).toEqual({ out: 'Hello\n', errors: '', asked });
    const questions = server.requests.filter(({ path }) => path === '/api/chat');
    expect(new Set(questions.map(({ body }) => body)).size).toBe(1);
  });

  test.each<[string, number, unknown[]]>([
    ['is refused again', 9, ['token', 'Bearer 1', 'token', 'Bearer 2']],
    ['is not renewed', 1, ['token', 'Bearer 1', 'token']],
  ])('ends where a token %s', async (_what, tokens, expected) => {
    const server = await startApi(tokens, refusal, refusal);

    const { errors, asked } = await ask(server);

    expect(asked).toEqual(expected);
    expect(errors).toContain('ResponseError: Expected a response with status 2xx, got 401');
  });

  test('asks for a token again that it could not be told', async () => {
    const token = answers(200, {}, JSON.stringify({ token: 1 }));
    const server = await startServer((response) => response.destroy(), token, answer);

    expect(await ask(server)).toEqual({
      out: 'Hello\n',
      errors: '',
      asked: ['token', 'token', 'Bearer 1'],
    });
  });

  test('renews a token once for all who wait', async () => {
    const server = await startApi(9, answers(401), answers(401), answers(200), answers(200));
    const script = join(dirname(guide.use('session.js')), 'two.js');
    writeFileSync(
      script,
      `import { authorizedFetch } from './session.js';
       await Promise.all(['/a', '/b'].map((path) => authorizedFetch(path, {})));`,
    );

    expect(await run(script, server.url)).toEqual({ out: '', errors: '' });
    expect(server.requests.map(({ path }) => path).sort()).toEqual([
      '/a',
      '/a',
      '/api/token',
      '/api/token',
      '/b',
      '/b',
    ]);
  });
});

test('csrf.js sends the token of the page, and its cookies', async () => {
  const server = await startServer(endsAfter('data: Hello\n\n'));
  const site = await startSite(guide, ['index.html', 'csrf.js'], server.url);
  const page = await openPage();
  await page.context().addCookies([{ name: 'session', value: 'a', url: site }]);

  await page.goto(site);
  await page.getByText('Hello').waitFor();

  expect(server.requests).toMatchObject([
    { method: 'POST', headers: { 'x-csrf-token': 'a-token-of-this-session', cookie: 'session=a' } },
  ]);
});

describe('news.js', () => {
  const PAGES = 'http://localhost:5173';
  const API = 'http://localhost:3000';

  async function openNews(pages: string, session: string) {
    const relay = await startRelay((await serve(guide.use('server.js'))).url);
    const site = await startSite(guide, ['news.js']);
    const proxy = await startOrigins({ [pages]: site, [API]: relay.url });
    const page = await openPage({ proxy: { server: proxy } });
    await page.context().addCookies([{ name: 'session', value: session, url: API }]);
    return { page, relay };
  }

  test('is known to the other origin, and goes on there after a cut', async () => {
    const { page, relay } = await openNews(PAGES, 'a-long-secret');

    await page.goto(PAGES);
    await page.getByText('News 1 for Ada').waitFor();
    relay.cut();
    await page.getByText('News 4 for Ada').waitFor();

    const news = [1, 2, 3, 4].map((number) => `News ${number} for Ada. `).join('');
    expect((await page.locator('body').textContent())?.startsWith(news)).toBe(true);
  });

  test('is told of a refusal', async () => {
    const { page } = await openNews(PAGES, 'another');
    const failed = page.waitForEvent('pageerror');

    await page.goto(PAGES);

    expect((await failed).message).toContain('got 401');
  });

  test('is told nothing by a browser that does not let it ask', async () => {
    const { page } = await openNews('http://localhost:8000', 'a-long-secret');
    const refused = page.waitForEvent('console');

    await page.goto('http://localhost:8000');

    expect((await refused).text()).toContain('blocked by CORS policy');
    expect(await page.locator('body').textContent()).toBe('');
  });
});

test('every block of the guide has run', () => {
  expect(guide.unused()).toEqual([]);
});
