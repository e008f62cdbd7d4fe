// The chats of React, Vue and Svelte, built by Vite, in Chromium: asking, stopping, asking again,
// and drawing once a frame.
import { setTimeout } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { useChromium } from '../../browser/support/chromium.js';
import type { Exchange } from '../../support/exchange.js';
import { DONE, delta } from './support/site.js';
import { shows, visit, type Visit } from './support/visit.js';
import { build, copyExamples, type Built } from './support/workshop.js';

const { openPage } = useChromium();

beforeAll(copyExamples);

declare global {
  /** In the page: the number of changes of the list, and of frames meanwhile. */
  var drawn: { changes: number; frames: number };
}

// React's development build mounts everything twice in Strict Mode.
describe.each([
  ['react', 'development', '/chat.html'],
  ['vue', 'production', '/'],
  ['svelte', 'production', '/'],
] as const)('the chat of %s', (example, mode, path) => {
  let built: Built;
  beforeAll(async () => {
    built = await build(example, mode);
  });

  interface ChatVisit extends Visit {
    readonly click: (name: string) => Promise<void>;
    readonly ask: (question: string) => Promise<Exchange>;
    /** The turns and the status. */
    readonly shown: () => Promise<string[]>;
    readonly alert: () => Promise<string | null>;
  }

  const open = async (): Promise<ChatVisit> => {
    const visited = await visit(await openPage(), path, built.dist);
    const { page, site } = visited;
    const click = (name: string): Promise<void> => page.getByRole('button', { name }).click();
    return {
      ...visited,
      click,
      ask: async (question) => {
        await page.getByLabel('Question').fill(question);
        await click('Ask');
        return site.next();
      },
      shown: () => page.locator('li, [role=status]').allTextContents(),
      alert: () => page.getByRole('alert').textContent(),
    };
  };

  const posted = (...contents: string[]): string => {
    const messages = contents.map((content, index) => ({
      role: index % 2 === 0 ? 'user' : 'assistant',
      content,
    }));
    return `POST /api/chat ${JSON.stringify({ stream: true, messages })}`;
  };

  test('builds without warnings', () => {
    expect(built.complaints).toBe('');
  });

  test('shows an answer while it arrives, sends one request, and sends the turns with the next question', async () => {
    const { ask, shown, streams, complaints } = await open();
    const first = await ask('Who?');

    await shows(shown, ['Who?', 'submitted']);
    first.send(delta('I'));
    await shows(shown, ['Who?', 'I', 'streaming']);
    first.send(delta(' am'));
    await shows(shown, ['Who?', 'I am', 'streaming']);
    first.end(delta(' 你好.') + DONE);
    await shows(shown, ['Who?', 'I am 你好.', 'ready']);
    expect(await streams()).toEqual({ calls: 1, mostAtOnce: 1 });

    const second = await ask('What?');
    second.end(delta('That') + DONE);
    await shows(shown, ['Who?', 'I am 你好.', 'What?', 'That', 'ready']);

    expect(first.request).toBe(posted('Who?'));
    expect(second.request).toBe(posted('Who?', 'I am 你好.', 'What?'));
    expect(complaints).toEqual([]);
  });

  test('closes the connection when it is stopped, and keeps the text so far', async () => {
    const { click, ask, shown, alert, complaints } = await open();
    const exchange = await ask('Who?');
    exchange.send(delta('I'));
    await shows(shown, ['Who?', 'I', 'streaming']);

    await click('Stop');
    await exchange.closed;

    await shows(shown, ['Who?', 'I', 'ready']);
    expect(await alert()).toBe('');
    expect(complaints).toEqual([]);
  });

  test('regenerates the last answer', async () => {
    const { click, ask, site, shown, streams } = await open();
    const old = await ask('Who?');
    old.send(delta('I'));
    await shows(shown, ['Who?', 'I', 'streaming']);

    await click('Regenerate');
    const exchange = await site.next();
    await old.closed;
    exchange.end(delta('You') + DONE);

    await shows(shown, ['Who?', 'You', 'ready']);
    expect(exchange.request).toBe(posted('Who?'));
    expect(await streams()).toEqual({ calls: 2, mostAtOnce: 1 });
  });

  test('shows an error and the text so far, and retries on demand', async () => {
    const { click, ask, site, shown, alert } = await open();

    (await ask('Who?')).end(`${delta('I')}data: {"error":{"message":"too much"}}\n\n`);
    await shows(shown, ['Who?', 'I', 'error']);
    expect(await alert()).toContain('too much');

    await click('Retry');
    (await site.next()).end(delta('You') + DONE);
    await shows(shown, ['Who?', 'You', 'ready']);
    expect(await alert()).toBe('');

    await click('Retry');
    expect(site.exchanges).toHaveLength(2);
  });

  test('reports an answer that is cut off', async () => {
    const { ask, shown, alert } = await open();

    (await ask('Who?')).end(delta('I'));

    await shows(shown, ['Who?', 'I', 'error']);
    expect(await alert()).toContain('interrupted');
  });

  test('closes the connection when it is unmounted', async () => {
    const { click, ask, shown, complaints } = await open();
    const exchange = await ask('Who?');
    exchange.send(delta('I'));
    await shows(shown, ['Who?', 'I', 'streaming']);

    await click('Hide');
    await exchange.closed;

    expect(complaints).toEqual([]);
  });

  test('draws once a frame', async () => {
    const { page, ask, shown } = await open();
    const exchange = await ask('Who?');
    exchange.send(delta('0'));
    await shows(shown, ['Who?', '0', 'streaming']);
    await page.evaluate(() => {
      const drawn = (globalThis.drawn = { changes: 0, frames: 0 });
      const frame = (): void => {
        drawn.frames += 1;
        requestAnimationFrame(frame);
      };
      frame();
      const observer = new MutationObserver(() => (drawn.changes += 1));
      observer.observe(document.querySelector('ul') ?? document, {
        subtree: true,
        childList: true,
        characterData: true,
      });
    });

    const text = '0123456789'.repeat(30);
    for (const character of text) {
      exchange.send(delta(character));
      // A rate at which the page reads each message alone, and several in a frame.
      await setTimeout(2);
    }
    exchange.end(DONE);
    await shows(shown, ['Who?', `0${text}`, 'ready']);

    const { changes, frames } = await page.evaluate(() => globalThis.drawn);
    expect(changes).toBeGreaterThan(1);
    expect(changes).toBeLessThanOrEqual(frames + 1);
  });
});
