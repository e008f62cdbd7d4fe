// The plain page, as a server has it, and those of Vue and Svelte, as Vite builds them, in Chromium.
import { beforeAll, describe, expect, test } from 'vitest';
import { useChromium } from '../../browser/support/chromium.js';
import type { Exchange } from '../../support/exchange.js';
import { DONE, SPEECH, delta, spoken } from './support/site.js';
import { shows, visit, type Visit } from './support/visit.js';
import { build, copyExamples, type Built } from './support/workshop.js';

const { openPage } = useChromium();

beforeAll(copyExamples);

describe('the plain page', () => {
  const open = async (): Promise<Visit & { first: Exchange; shown: () => Promise<string[]> }> => {
    const visited = await visit(await openPage(), '/plain-page/');
    return {
      ...visited,
      first: await visited.site.next(),
      shown: () => visited.page.locator('li, [role=status]').allTextContents(),
    };
  };

  test('shows each message as it comes', async () => {
    const { first, shown, complaints } = await open();

    for (let id = 1; id <= SPEECH.length; id += 1) {
      first.send(spoken(id));
      await shows(shown, [...SPEECH.slice(0, id), '']);
    }
    first.end();
    await shows(shown, [...SPEECH, 'complete']);

    expect(first.asked).toBe('POST /api/speech {"language":"zh"}');
    expect(complaints).toEqual([]);
  });

  test('closes the connection when it is told to stop', async () => {
    const { page, first, shown } = await open();
    first.send(spoken(1));
    await shows(shown, ['现在', '']);

    await page.getByRole('button').click();
    await first.closed;

    await shows(shown, ['现在', 'stopped']);
  });

  test('shows what went wrong', async () => {
    const { first, shown } = await open();

    first.refuse(403);

    await shows(shown, ['Expected a response with status 2xx, got 403 Forbidden']);
  });
});

describe.each(['vue', 'svelte'])('the page of %s', (example) => {
  let built: Built;
  beforeAll(async () => {
    built = await build(example);
  });

  interface ChatVisit extends Visit {
    /** Asks, and answers what arrives at the server. */
    readonly ask: (question: string) => Promise<Exchange>;
    /** The answer, and what went wrong. */
    readonly shown: () => Promise<string[]>;
  }

  const open = async (): Promise<ChatVisit> => {
    const visited = await visit(await openPage(), '/', built.dist);
    const { page, site } = visited;
    return {
      ...visited,
      ask: async (question) => {
        await page.getByLabel('Question').fill(question);
        await page.getByRole('button', { name: 'Ask' }).click();
        return site.next();
      },
      shown: () => page.locator('output, [role=alert]').allTextContents(),
    };
  };

  test('builds without a word of warning', () => {
    expect(built.complaints).toBe('');
  });

  test('shows an answer as it comes', async () => {
    const { ask, shown, streams, complaints } = await open();
    const asked = await ask('Who?');

    asked.send(delta('I'));
    await shows(shown, ['I', '']);
    asked.send(delta(' am'));
    await shows(shown, ['I am', '']);
    asked.end(delta(' 你好.') + DONE);
    await shows(shown, ['I am 你好.', '']);

    expect(asked.asked).toBe(
      'POST /api/chat {"stream":true,"messages":[{"role":"user","content":"Who?"}]}',
    );
    expect(await streams()).toEqual({ asked: 1, mostAtOnce: 1 });
    expect(complaints).toEqual([]);
  });

  test('closes the connection when it is told to stop, and keeps what has come', async () => {
    const { page, ask, shown, complaints } = await open();
    const asked = await ask('Who?');
    asked.send(delta('I'));
    await shows(shown, ['I', '']);

    await page.getByRole('button', { name: 'Stop' }).click();
    await asked.closed;

    expect(await shown()).toEqual(['I', '']);
    expect(complaints).toEqual([]);
  });

  test('gives the old answer up for a new one', async () => {
    const { ask, shown, streams, complaints } = await open();
    const old = await ask('Who?');
    old.send(delta('I'));
    await shows(shown, ['I', '']);

    const asked = await ask('What?');
    await old.closed;
    asked.end(delta('That') + DONE);

    await shows(shown, ['That', '']);
    expect(await streams()).toEqual({ asked: 2, mostAtOnce: 1 });
    expect(complaints).toEqual([]);
  });

  test('shows an error of the API, and an answer that is cut off', async () => {
    const { ask, shown } = await open();

    (await ask('Who?')).end('data: {"error":{"message":"too much","type":"overloaded"}}\n\n');
    await shows(shown, ['', 'Expected an answer, got an error: overloaded: too much']);

    (await ask('Who?')).end(delta('I'));
    const reason = async (): Promise<string | undefined> =>
      /^.*interrupted/.exec((await shown())[1] ?? '')?.[0];
    await shows(reason, 'The stream was interrupted');
    expect((await shown())[0]).toBe('I');
  });
});
