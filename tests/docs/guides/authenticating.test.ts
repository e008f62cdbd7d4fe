// docs/guides/authenticating.md: which credentials are sent, how often they are requested, and to which origins.
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

  /** Starts a server that issues `tokens` numbered tokens, and handles the nth question with the nth of `responds`. */
  async function startApi(tokens: number, ...responds: Respond[]): Promise<TestServer> {
    const remaining = [...responds];
    let issued = 0;
    return startServer((response, request) => {
      const isQuestion = request.path !== '/api/token';
      issued += isQuestion ? 0 : 1;
      const token = answers(issued <= tokens ? 200 : 403, {}, JSON.stringify({ token: issued }));
      (isQuestion ? remaining.shift() : token)?.(response, request);
    });
  }

  async function ask(server: TestServer) {
    guide.use('session.js');
    const { out, errors } = await run(guide.use('chat.js'), server.url);
    const requests = server.requests.map(({ path, headers }) =>
      path === '/api/token' ? 'token' : headers.authorization,
    );
    return { out, errors, requests };
  }

  test.each<[string, Respond[], unknown[]]>([
    ['sends a token', [answer], ['token', 'Bearer 1']],
    ['renews a refused token once', [refusal, answer], ['token', 'Bearer 1', 'token', 'Bearer 2']],
    [
      'sends the token with every attempt, and can renew it in each',
      [busy, refusal, answer],
      ['token', 'Bearer 1', 'Bearer 1', 'token', 'Bearer 2'],
    ],
  ])('%s', async (_what, responds, requests) => {
    const server = await startApi(9, ...responds);

    expect(await ask(server)).toEqual({ out: 'Hello\n', errors: '', requests });
    const questions = server.requests.filter(({ path }) => path === '/api/chat');
    expect(new Set(questions.map(({ body }) => body)).size).toBe(1);
  });

  test.each<[string, number, unknown[]]>([
    ['is refused twice', 9, ['token', 'Bearer 1', 'token', 'Bearer 2']],
    ['cannot be renewed', 1, ['token', 'Bearer 1', 'token']],
  ])('rejects if the token %s', async (_what, tokens, expected) => {
    const server = await startApi(tokens, refusal, refusal);

    const { errors, requests } = await ask(server);

    expect(requests).toEqual(expected);
    expect(errors).toContain('ResponseError: Expected a 2xx response, got 401');
  });

  test('retries if the token request gets no response', async () => {
    const token = answers(200, {}, JSON.stringify({ token: 1 }));
    const server = await startServer((response) => response.destroy(), token, answer);

    expect(await ask(server)).toEqual({
      out: 'Hello\n',
      errors: '',
      requests: ['token', 'token', 'Bearer 1'],
    });
  });

  test('shares one token request between simultaneous calls', async () => {
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

test('csrf.js sends the CSRF token of the page and its cookies', async () => {
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

  test('sends cookies to another origin, and resumes there after a lost connection', async () => {
    const { page, relay } = await openNews(PAGES, 'a-long-secret');

    await page.goto(PAGES);
    await page.getByText('News 1 for Ada').waitFor();
    relay.cut();
    await page.getByText('News 4 for Ada').waitFor();

    const news = [1, 2, 3, 4].map((number) => `News ${number} for Ada. `).join('');
    expect((await page.locator('body').textContent())?.startsWith(news)).toBe(true);
  });

  test('fails with the status of a refused session', async () => {
    const { page } = await openNews(PAGES, 'another');
    const failed = page.waitForEvent('pageerror');

    await page.goto(PAGES);

    expect((await failed).message).toContain('got 401');
  });

  test('gets no message if CORS blocks the request', async () => {
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
