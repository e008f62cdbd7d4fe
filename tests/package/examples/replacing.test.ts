// Code before and after the migration to this package, against the same server: both behave the
// same, and README shows the difference.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { inRoot } from '../../../scripts/support/paths.mjs';
import { useChromium } from '../../browser/support/chromium.js';
import { DONE, delta, spoken } from './support/site.js';
import { shows, visit, type Visit } from './support/visit.js';
import { build, copyExamples, pageOfBefore } from './support/workshop.js';

const { openPage } = useChromium();

beforeAll(copyExamples);

const output =
  ({ page }: Visit) =>
  (): Promise<string | null> =>
    page.locator('output').textContent();

describe.each(['before', 'after'])('migration: EventSource %s', (which) => {
  const open = async (): Promise<Visit> => {
    const example = 'replacing-event-source';
    const folder = which === 'before' ? await pageOfBefore(example) : example;
    return visit(await openPage(), `/${folder}/`);
  };

  test('reconnects after its last message until the stream is complete', async () => {
    const visited = await open();
    const shown = output(visited);
    const { site, streams, complaints } = visited;

    const first = await site.next();
    first.send(spoken(1));
    await shows(shown, 'open\n1: 现在\n');
    first.end(spoken(2));
    const second = await site.next();
    second.end(spoken(3));
    (await site.next()).refuse(204);

    await shows(
      shown,
      'open\n1: 现在\n2: 两秒以后\nreconnecting\nopen\n3: 五秒以后\nreconnecting\nclosed\n',
    );
    expect(site.exchanges.map(({ request, lastEventId = '' }) => [request, lastEventId])).toEqual([
      ['GET /api/speech', ''],
      ['GET /api/speech', '2'],
      ['GET /api/speech', '3'],
    ]);
    expect((await streams()).calls).toBe(which === 'before' ? 0 : 3);
    expect(complaints).toEqual([]);
  });

  test('closes the connection when it is stopped', async () => {
    const visited = await open();
    const shown = output(visited);
    const first = await visited.site.next();
    first.send(spoken(1));
    await shows(shown, 'open\n1: 现在\n');

    await visited.page.getByRole('button').click();
    await first.closed;

    await shows(shown, 'open\n1: 现在\nstopped\n');
  });
});

describe.each(['before', 'after'])('migration: the chat with fetch-event-source %s', (which) => {
  let dist: string;
  let complaintsOfVite: string;
  beforeAll(async () => {
    const example = 'replacing-fetch-event-source';
    const built = await build(which === 'before' ? await pageOfBefore(example) : example);
    dist = built.dist;
    complaintsOfVite = built.complaints;
  });
  const open = async (): Promise<Visit> => visit(await openPage(), '/', dist);

  test('builds without warnings', () => {
    expect(complaintsOfVite).toBe('');
  });

  test('shows an answer while it arrives', async () => {
    const visited = await open();
    const shown = output(visited);
    const exchange = await visited.site.next();

    exchange.send(delta('Hello'));
    await shows(shown, 'Hello');
    exchange.send(delta(' 你'));
    await shows(shown, 'Hello 你');
    exchange.end(DONE);
    await shows(shown, 'Hello 你 (complete)');

    expect(exchange.request).toBe(
      'POST /api/chat {"stream":true,"messages":[{"role":"user","content":"Hello!"}]}',
    );
    expect(visited.complaints).toEqual([]);
  });

  test('sends the request again only if that can help', async () => {
    const visited = await open();
    const shown = output(visited);
    const { site } = visited;

    (await site.next()).refuse(503);
    await shows(shown, '(again) ');
    (await site.next()).refuse(400);
    await shows(shown, '(again) (status 400)');

    expect(site.exchanges.map(({ request }) => request)).toEqual([
      expect.stringMatching('POST /api/chat'),
      expect.stringMatching('POST /api/chat'),
    ]);
  });

  test('closes the connection when it is stopped', async () => {
    const visited = await open();
    const shown = output(visited);
    const exchange = await visited.site.next();
    exchange.send(delta('Hello'));
    await shows(shown, 'Hello');

    await visited.page.getByRole('button').click();
    await exchange.closed;

    await shows(shown, 'Hello (stopped)');
  });
});

describe.each(['replacing-event-source', 'replacing-fetch-event-source'])(
  'migration: %s',
  (example) => {
    /** Without the first comment, which describes the file itself. */
    const linesOf = async (file: string): Promise<string[]> =>
      (await readFile(inRoot('examples', example, file), 'utf8'))
        .split('\n')
        .filter((line) => line !== '')
        .slice(1);

    test('differs as in README', async () => {
      const [before, after] = [await linesOf('before.js'), await linesOf('after.js')];
      const readme = await readFile(join(inRoot('examples'), 'README.md'), 'utf8');
      const [diff = ''] = readme.split(`\n\`\`\`diff ${example}\n`)[1]?.split('```') ?? [];
      const shown = diff.split('\n').filter((line) => line.trim() !== '');
      const starting = (sign: string): string[] =>
        shown.filter((line) => line.startsWith(sign)).map((line) => line.slice(1));

      expect(starting('-')).toEqual(before.filter((line) => !after.includes(line)));
      expect(starting('+')).toEqual(after.filter((line) => !before.includes(line)));
      const both = before.filter((line) => after.includes(line));
      expect(both).toEqual(expect.arrayContaining(starting(' ')));
    });
  },
);
