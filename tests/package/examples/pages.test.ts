// The plain page, served without a build, in Chromium.
import { beforeAll, describe, expect, test } from 'vitest';
import { useChromium } from '../../browser/support/chromium.js';
import type { Exchange } from '../../support/exchange.js';
import { SPEECH, spoken } from './support/site.js';
import { shows, visit, type Visit } from './support/visit.js';
import { copyExamples } from './support/workshop.js';

const { openPage } = useChromium();

beforeAll(copyExamples);

describe('plain page', () => {
  const open = async (): Promise<Visit & { first: Exchange; shown: () => Promise<string[]> }> => {
    const visited = await visit(await openPage(), '/plain-page/');
    return {
      ...visited,
      first: await visited.site.next(),
      shown: () => visited.page.locator('li, [role=status]').allTextContents(),
    };
  };

  test('shows each message when it arrives', async () => {
    const { first, shown, complaints } = await open();

    for (let id = 1; id <= SPEECH.length; id += 1) {
      first.send(spoken(id));
      await shows(shown, [...SPEECH.slice(0, id), '']);
    }
    first.end();
    await shows(shown, [...SPEECH, 'complete']);

    expect(first.request).toBe('POST /api/speech {"language":"zh"}');
    expect(complaints).toEqual([]);
  });

  test('closes the connection when it is stopped', async () => {
    const { page, first, shown } = await open();
    first.send(spoken(1));
    await shows(shown, ['现在', '']);

    await page.getByRole('button').click();
    await first.closed;

    await shows(shown, ['现在', 'stopped']);
  });

  test('shows an error', async () => {
    const { page, first, shown } = await open();

    first.refuse(403);

    const { href } = new URL('/api/speech', page.url());
    await shows(shown, [`Expected a 2xx response, got 403 Forbidden from ${href}`]);
  });
});
