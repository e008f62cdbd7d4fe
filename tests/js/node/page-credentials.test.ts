// A page whose address has credentials. Node has no page: its address is stubbed, which a browser's
// window does not allow.
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { EventSource, eventStream, fetchEventSource, type Fetch } from '../../../js/src/index.js';
import { rejectionOf } from '../support/deferred.js';
import { endsAfter, startServer, type TestServer } from '../support/server.js';

let server: TestServer;
let page: URL;
beforeEach(async () => {
  server = await startServer(endsAfter('data: a\n\n'));
  page = new URL(server.url.replace('//', '//user:pw@'));
  vi.stubGlobal('document', Object.assign(new EventTarget(), { baseURI: page.href }));
  onTestFinished(() => void vi.unstubAllGlobals());
});

const paths = (): string[] => server.requests.map(({ path }) => path);

/** Resolves a relative URL as a page does, and rejects one with credentials as every fetch does. */
const fetchInPage: Fetch = (input, init) =>
  fetch(typeof input === 'string' ? new URL(input, page) : input, init);

describe('page credentials: a relative URL', () => {
  test.each(['/answer', 'answer', '?q=1', ''])('%j is requested without them', async (url) => {
    await fetchEventSource(url, { fetch: fetchInPage });

    const step = await eventStream(url, { fetch: fetchInPage }).next();

    expect(step).toMatchObject({ value: { data: 'a' } });
    const { pathname, search } = new URL(url, page);
    expect(paths()).toEqual([pathname + search, pathname + search]);
  });

  test('may be the result of resume', async () => {
    const urls: unknown[] = [];

    await fetchEventSource('/answer', {
      fetch: (input, init) => {
        urls.push(input);
        return fetchInPage(input, init);
      },
      isTerminal: () => urls.length > 1,
      resume: () => '/rest',
      retry: { initialDelay: 10 },
    });

    expect(urls).toEqual([`${page.origin}/answer`, `${page.origin}/rest`]);
  });

  test('is requested by an EventSource, whose url keeps them as in the standard', async () => {
    const source = new EventSource('/answer', { fetch: fetchInPage });
    onTestFinished(() => source.close());

    await new Promise((resolve) => source.addEventListener('message', resolve));

    expect(source.url).toBe(new URL('/answer', page).href);
    expect(source.url).toContain('user:pw@');
    expect(paths()).toEqual(['/answer']);
  });
});

test('page credentials: an absolute URL is passed on unchanged', async () => {
  const fetched: unknown[] = [];

  await fetchEventSource(`${server.url}/./x`, {
    fetch: (input, init) => {
      fetched.push(input);
      return fetch(input, init);
    },
  });

  expect(fetched).toEqual([`${server.url}/./x`]);
});

test("page credentials: credentials in the caller's own URL are rejected and not dropped", async () => {
  const error = await rejectionOf(fetchEventSource(page.href));

  expect(error).toMatchObject({ name: 'InvalidRequestError' });
  expect(paths()).toEqual([]);
});
