// The React page and its hook, as Vite builds them, in Chromium: in Strict Mode one connection, and none once nobody looks.
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
// Of React's builds only this one mounts everything twice in Strict Mode, and has warnings.
let development: Built;
let typeErrors: string;
beforeAll(async () => {
  await copyExamples();
  production = await build('react');
  typeErrors = await start(['tsc', '--project', 'react']);
  await countUpdates();
  development = await build('react', 'development');
});

/** From here on, the hook that is built tells the page of every state that it sets. */
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
  /** In a page built for development. */
  var updates: number;
}

test('builds without a word of warning', () => {
  expect([production.complaints, development.complaints]).toEqual(['', '']);
});

test('is what its types say', () => {
  expect(typeErrors).toBe('');
});

interface ReactVisit extends Visit {
  readonly list: () => Promise<string[]>;
  readonly state: () => Promise<string | null>;
  readonly click: (name: string) => Promise<void>;
  readonly ask: (language: string) => Promise<void>;
  /** The stream that the page asks for when it opens. */
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
])('built for %s, it', (_mode, built) => {
  test('shows each message as it comes, by one request', async () => {
    const { list, state, first, streams, complaints } = await open(built());

    for (let id = 1; id <= SPEECH.length; id += 1) {
      first.send(spoken(id));
      await shows(list, SPEECH.slice(0, id));
    }
    await shows(state, 'open');
    first.end();
    await shows(state, 'closed');

    expect(first.asked).toBe('POST /api/speech {"language":"zh"}');
    expect(await streams()).toEqual({ asked: 1, mostAtOnce: 1 });
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
    expect(await streams()).toEqual({ asked: 2, mostAtOnce: 1 });
    expect(site.exchanges).toHaveLength(2);
    expect(complaints).toEqual([]);
  });

  test('closes the connection before it asks anew, and shows nothing of the old answer', async () => {
    const { list, ask, site, first, streams, complaints } = await open(built());
    first.send(spoken(1));
    await shows(list, SPEECH.slice(0, 1));

    await ask('en');
    const second = await site.next();
    await first.closed;
    await shows(list, []);
    second.end('id: 7\ndata: now\n\n');
    await shows(list, ['now']);

    expect(second.asked).toBe('POST /api/speech {"language":"en"}');
    expect(await streams()).toEqual({ asked: 2, mostAtOnce: 1 });
    expect(complaints).toEqual([]);
  });
});

describe('with a NestJS application behind it', () => {
  const openWith = async ({
    url,
  }: TestServer): Promise<Visit & { list: () => Promise<string[]> }> => {
    const page = await openPage();
    await page.route('**/api/speech', (route) => route.continue({ url: `${url}/api/speech` }));
    const visited = await visit(page, '/', development.dist);
    return { ...visited, list: () => page.locator('li').allTextContents() };
  };

  test('shows its stream, by one request', async () => {
    const nest = await startNest();
    const { page, list, complaints } = await openWith(nest);

    await shows(list, SPEECH);
    await shows(() => page.getByRole('status').textContent(), 'closed');

    expect(nest.asked).toEqual(['POST']);
    expect(complaints).toEqual([]);
  });

  test('closes its stream when it is unmounted', async () => {
    const nest = await startNest('', 60_000);
    const { page, list, complaints } = await openWith(nest);
    await shows(list, SPEECH.slice(0, 1));

    await page.getByRole('button', { name: 'Hide' }).click();
    await nest.allClosed();

    expect(nest.asked).toEqual(['POST']);
    expect(complaints).toEqual([]);
  });
});

test('sets no state once it is unmounted', async () => {
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

test('keeps what has come when it is stopped', async () => {
  const { list, state, click, first, complaints } = await open(development);
  first.send(spoken(1));
  await shows(list, SPEECH.slice(0, 1));

  await click('Stop');
  await first.closed;

  await shows(state, 'closed');
  expect(await list()).toEqual(SPEECH.slice(0, 1));
  expect(complaints).toEqual([]);
});

test('goes on behind the last message when the connection is lost', async () => {
  const { list, site, first } = await open(development);
  first.send(spoken(1));
  await shows(list, SPEECH.slice(0, 1));

  first.drop();
  const second = await site.next();
  second.end(spoken(2) + spoken(3));

  await shows(list, SPEECH);
  expect(second.lastEventId).toBe('1');
});

test('shows what went wrong, until it asks anew', async () => {
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
