// docs/guides/parts.md: the page that shows all parts of an answer, and the scripts that read them.
import { beforeEach, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { useChromium } from '../../browser/support/chromium.js';
import { deferred } from '../../js/support/deferred.js';
import { answers, startServer, type TestResponse } from '../../js/support/server.js';
import { openGuide } from './support/guide.js';
import { run } from './support/program.js';
import { startSite } from './support/site.js';
import { chunk, delta, DONE, EVENT_STREAM } from './support/wire.js';

const guide = openGuide('parts');
const { openPage } = useChromium();

const call = (index: number, text: string, name?: string): string =>
  chunk({ tool_calls: [{ index, function: { name, arguments: text } }] });

const usage = `data: ${JSON.stringify({ choices: [], usage: { completion_tokens: 7 } })}\n\n`;

describe('the page', () => {
  let page: Page;
  let started: Promise<TestResponse>;

  beforeEach(async () => {
    const { promise, resolve } = deferred<TestResponse>();
    started = promise;
    const server = await startServer((response) => resolve(response.writeHead(200, EVENT_STREAM)));
    page = await openPage();
    await page.goto(await startSite(guide, ['index.html', 'chat.js'], server.url));
    await page.locator('input').fill('Add 1 and 2');
    await page.getByRole('button', { name: 'Ask' }).click();
  });

  test('shows reasoning while it arrives, collapsed until it is opened', async () => {
    const response = await started;
    response.write(chunk({ reasoning_content: 'Let me' }));
    const thoughts = page.locator('#reasoning p');
    await page.getByText('Reasoning').waitFor();

    expect(await thoughts.isVisible()).toBe(false);
    await page.getByText('Reasoning').click();
    await page.getByText('Let me', { exact: true }).waitFor();
    response.write(chunk({ reasoning_content: ' see' }));
    await page.getByText('Let me see').waitFor();
    response.end(`${delta('Done')}${DONE}`);
    await page.getByText('Done').waitFor();
  });

  test('shows the name and the arguments of each tool call, and the token count', async () => {
    const response = await started;
    response.write(call(0, '{"a":', 'add') + call(0, '1}') + call(1, '{', 'multiply'));
    await page.getByText('Tool call: multiply').click();
    await page.getByText('{', { exact: true }).waitFor();
    response.end(`${call(1, '}')}${chunk({}, 'tool_calls')}${usage}${DONE}`);
    await page.getByText('7 tokens').waitFor();

    expect(await page.locator('#calls details').allTextContents()).toEqual([
      'Tool call: add{"a":1}',
      'Tool call: multiply{}',
    ]);
  });

  test('shows an error', async () => {
    (await started).end(`${delta('I')}data: {"error": {"message": "Too busy"}}\n\n`);
    await page.getByText('Expected an answer, got an error: Too busy').waitFor();

    expect(await page.locator('#answer').textContent()).toBe('I');
  });
});

test('tools.js joins the arguments of each tool call', async () => {
  const body =
    call(0, '{"a":', 'add') + call(1, '{"c"', 'multiply') + call(0, '1}') + call(1, ':2}');
  const { url } = await startServer(
    answers(200, EVENT_STREAM, `${body}${chunk({}, 'tool_calls')}${DONE}`),
  );

  expect(await run(guide.use('tools.js'), url)).toEqual({
    out: 'add { a: 1 }\nmultiply { c: 2 }\n',
    errors: '',
  });
});

test('response.js reads a response', async () => {
  const events = [
    { type: 'message_start', message: { id: 'm1' } },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: 'I' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: ' am' } },
    { type: 'message_delta', delta: { stop_reason: 'end_turn' } },
    { type: 'message_stop' },
  ];
  const body = events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');
  const { url } = await startServer(answers(200, EVENT_STREAM, body));

  expect(await run(guide.use('response.js'), url)).toEqual({ out: 'I am\n', errors: '' });
});

test('every block of the guide has run', () => {
  expect(guide.unused()).toEqual([]);
});
