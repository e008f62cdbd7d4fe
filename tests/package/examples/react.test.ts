// The React page and its hook, built by Vite, in Chromium: one connection in Strict Mode, and none
// when it is unmounted.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, describe, beforeAll, test } from 'vitest';
import { useChromium } from '../../browser/support/chromium.js';
import { useNest } from '../frameworks/support/nest.js';
import type { TestServer } from '../frameworks/support/server.js';
import type { Exchange } from '../../support/exchange.js';
import { SPEECH, spoken } from './support/site.js';
import { shows, visit, type Visit } from './support/visit.js';
import { build, copyExamples, start, workshop, type Built } from './support/workshop.js';

const { openPage } = useChromium();
const startNest = useNest();

let production: Built;
// React mounts everything twice in Strict Mode, and warns, only in its development build.
let development: Built;
let typeErrors: string;
beforeAll(async () => {
  await copyExamples();
  production = await build('react');
  typeErrors = await start(['tsc', '--project', 'react']);
  await countUpdates();
  development = await build('react', 'development');
});

/** The built hook reports to the page every state that it sets from here on. */
async function countUpdates(): Promise<void> {
  const hook = join(workshop, 'react', 'useEventStream.tsx');
  const text = await readFile(hook, 'utf8');
  await writeFile(hook, text.replace("from 'react'", "from './counting'"));
  await writeFile(
    join(workshop, 'react', 'counting.js'),
    `import * as react from 'react';
     export const useEffect = react.useEffect;
     globalThis.updates = 0;
     export function useState(initial) {
       const [state, set] = react.useState(initial);
       return [state, (next) => { globalThis.updates += 1; set(next); }];
     }`,
  );
}

declare global {
  /** In a development build. */
  var updates: number;
}

test('React page: builds without warnings', () => {
  expect([production.complaints, development.complaints]).toEqual(['', '']);
});

test('React page: has correct types', () => {
  expect(typeErrors).toBe('');
});

interface ReactVisit extends Visit {
  readonly list: () => Promise<string[]>;
  readonly state: () => Promise<string | null>;
  readonly click: (name: string) => Promise<void>;
  readonly ask: (language: string) => Promise<void>;
  /** The stream that the page requests when it opens. */
  readonly first: Exchange;
}

async function open({ dist }: Built): Promise<ReactVisit> {
  const visited = await visit(await openPage(), '/', dist);
  const { page, site } = visited;
  return {
    ...visited,
    list: () => page.locator('li').allTextContents(),
    state: () => page.getByRole('status').textContent(),
    click: (name) => page.getByRole('button', { name }).click(),
    ask: (language) => page.getByLabel('Language').fill(language),
    first: await site.next(),
  };
}

describe.each([
  ['production', () => production],
  ['development', () => development],
])('React page built for %s', (_mode, built) => {
  test('shows each message when it arrives, with one request', async () => {
    const { list, state, first, streams, complaints } = await open(built());

    for (let id = 1; id <= SPEECH.length; id += 1) {
      first.send(spoken(id));
      await shows(list, SPEECH.slice(0, id));
    }
    await shows(state, 'open');
    first.end();
    await shows(state, 'closed');

    expect(first.request).toBe('POST /api/speech {"language":"zh"}');
    expect(await streams()).toEqual({ calls: 1, mostAtOnce: 1 });
    expect(complaints).toEqual([]);
  });

  test('closes the connection when it is unmounted, and opens one when it is mounted again', async () => {
    const { list, click, site, first, streams, complaints } = await open(built());
    first.send(spoken(1));
    await shows(list, SPEECH.slice(0, 1));

    await click('Hide');
    await first.closed;
    expect(await list()).toEqual([]);

    await click('Show');
    const second = await site.next();
    second.end(spoken(1) + spoken(2));
    await shows(list, SPEECH.slice(0, 2));
    expect(await streams()).toEqual({ calls: 2, mostAtOnce: 1 });
    expect(site.exchanges).toHaveLength(2);
    expect(complaints).toEqual([]);
  });

  test('closes the connection before it sends a new request, and shows nothing of the old answer', async () => {
    const { list, ask, site, first, streams, complaints } = await open(built());
    first.send(spoken(1));
    await shows(list, SPEECH.slice(0, 1));

    await ask('en');
    const second = await site.next();
    await first.closed;
    await shows(list, []);
    second.end('id: 7\ndata: now\n\n');
    await shows(list, ['now']);

    expect(second.request).toBe('POST /api/speech {"language":"en"}');
    expect(await streams()).toEqual({ calls: 2, mostAtOnce: 1 });
    expect(complaints).toEqual([]);
  });
});

describe('React page with a NestJS server', () => {
  const openWith = async ({
    url,
  }: TestServer): Promise<Visit & { list: () => Promise<string[]> }> => {
    const page = await openPage();
    await page.route('**/api/speech', (route) => route.continue({ url: `${url}/api/speech` }));
    const visited = await visit(page, '/', development.dist);
    return { ...visited, list: () => page.locator('li').allTextContents() };
  };

  test('shows its stream, with one request', async () => {
    const nest = await startNest();
    const { page, list, complaints } = await openWith(nest);

    await shows(list, SPEECH);
    await shows(() => page.getByRole('status').textContent(), 'closed');

    expect(nest.requests).toEqual(['POST']);
    expect(complaints).toEqual([]);
  });

  test('closes its stream when it is unmounted', async () => {
    const nest = await startNest('', 60_000);
    const { page, list, complaints } = await openWith(nest);
    await shows(list, SPEECH.slice(0, 1));

    await page.getByRole('button', { name: 'Hide' }).click();
    await nest.allClosed();

    expect(nest.requests).toEqual(['POST']);
    expect(complaints).toEqual([]);
  });
});

test('React page: sets no state after it is unmounted', async () => {
  const { page, list, click, first } = await open(development);
  const updates = () => page.evaluate(() => globalThis.updates);
  first.send(spoken(1));
  await shows(list, SPEECH.slice(0, 1));
  const before = await updates();
  first.send(spoken(2));
  await shows(list, SPEECH.slice(0, 2));
  expect(await updates()).toBe(before + 1);

  await click('Hide');
  await first.closed;

  expect(await updates()).toBe(before + 1);
});

test('React page: keeps the text so far when it is stopped', async () => {
  const { list, state, click, first, complaints } = await open(development);
  first.send(spoken(1));
  await shows(list, SPEECH.slice(0, 1));

  await click('Stop');
  await first.closed;

  await shows(state, 'closed');
  expect(await list()).toEqual(SPEECH.slice(0, 1));
  expect(complaints).toEqual([]);
});

test('React page: continues after the last message when the connection is lost', async () => {
  const { list, site, first } = await open(development);
  first.send(spoken(1));
  await shows(list, SPEECH.slice(0, 1));

  first.drop();
  const second = await site.next();
  second.end(spoken(2) + spoken(3));

  await shows(list, SPEECH);
  expect(second.lastEventId).toBe('1');
});

test('React page: shows an error until the next request', async () => {
  const { page, list, ask, site, first } = await open(development);
  const alerts = () => page.getByRole('alert').allTextContents();

  first.refuse(401);
  const { href } = new URL('/api/speech', page.url());
  await shows(alerts, [`Expected a 2xx response, got 401 Unauthorized from ${href}`]);

  await ask('en');
  (await site.next()).end(spoken(1));
  await shows(list, SPEECH.slice(0, 1));
  expect(await alerts()).toEqual([]);
});
