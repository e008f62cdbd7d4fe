// batched in a real page: one batch a frame while the page is visible, by time while it is hidden,
// and no item lost.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { launchChromium, type ChromiumPage } from './support/chromium-engine.js';
import { usePages } from './support/engine.js';
import { serve } from '../support/test-server.js';

interface Batch {
  readonly items: string[];
  /** How many frames the page had drawn by then. */
  readonly frame: number;
}

interface Loop {
  readonly batches: Batch[];
  readonly isOver: boolean;
}

declare global {
  var readInBatches: (interval: number, most: number) => void;
  var loop: Loop;
}

const LONGEST = 2 ** 31 - 1;
const scripts = new Map<string | undefined, URL>(
  ['index.js', 'chat.js', 'shared.js'].map((name) => [
    `/${name}`,
    new URL(`../../dist/${name}`, import.meta.url),
  ]),
);
const pageScript = `import { eventStream } from './index.js';
import { batched } from './chat.js';
let frame = 0;
const count = () => { frame += 1; requestAnimationFrame(count); };
count();
globalThis.readInBatches = async (interval, most) => {
  const loop = { batches: [], isOver: false };
  globalThis.loop = loop;
  for await (const messages of batched(eventStream('/stream'), { interval })) {
    loop.batches.push({ items: messages.map(({ data }) => data), frame });
    if (loop.batches.length === most) break;
  }
  loop.isOver = true;
};`;

const newPage = usePages(() => launchChromium(false));

/** A visible page that reads a stream whose response the test sends. */
async function reading(interval: number, most = Infinity) {
  let begin: (response: ServerResponse) => void;
  const response = new Promise<ServerResponse>((resolve) => (begin = resolve));
  const { url } = await serve((request, answer) => {
    const script = scripts.get(request.url);
    if (request.url === '/stream') {
      answer.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      answer.flushHeaders();
      begin(answer);
    } else if (request.url === '/page.js') {
      answer.writeHead(200, { 'content-type': 'text/javascript' }).end(pageScript);
    } else if (script !== undefined) {
      answer.writeHead(200, { 'content-type': 'text/javascript' });
      void readFile(script).then((text) => answer.end(text));
    } else {
      answer.writeHead(200, { 'content-type': 'text/html' });
      answer.end(
        '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>',
      );
    }
  });
  const page = await newPage();
  await page.goto(url);
  await until(page, () => 'readInBatches' in globalThis);
  const order = { interval, most: Number.isFinite(most) ? most : null };
  // Starts the loop and does not wait for its end.
  await page.evaluate((options) => {
    readInBatches(options.interval, options.most ?? Infinity);
  }, order);
  return { page, response: await response };
}

/** Polls from outside: a hidden page draws no frame to wait for. */
async function until(page: ChromiumPage, look: () => boolean): Promise<void> {
  await expect.poll(() => page.evaluate(look, undefined), { timeout: 15_000 }).toBe(true);
}

const messages = (...data: (string | number)[]) => data.map((text) => `data: ${text}\n\n`).join('');
const state = (page: ChromiumPage) => page.evaluate(() => loop, undefined);
const hasOne = () => loop.batches.length > 0;
const isHidden = () => document.visibilityState === 'hidden';

test('batched: a visible page gets one batch a frame, in order', async () => {
  const { page, response } = await reading(LONGEST);
  const numbers = Array.from({ length: 600 }, (_, index) => String(index));
  for (const number of numbers.slice(0, 300)) response.write(messages(number));
  await until(page, hasOne);
  for (const number of numbers.slice(300)) response.write(messages(number));
  response.end();
  await until(page, () => loop.isOver);

  const { batches } = await state(page);
  expect(batches.flatMap(({ items }) => items)).toEqual(numbers);
  // The last items do not wait for a frame.
  const frames = batches.slice(0, -1).map(({ frame }) => frame);
  expect(new Set(frames).size).toBe(frames.length);
  expect(batches.length).toBeLessThan(numbers.length / 2);
});

test('batched: a hidden page gets its batches by time and draws no frame for them', async () => {
  const { page, response } = await reading(20);
  await page.cover();
  await until(page, isHidden);
  response.write(messages('one', 'two'));
  await until(page, hasOne);
  response.write(messages('three'));
  await until(page, () => loop.batches.flatMap(({ items }) => items).length === 3);

  const { batches } = await state(page);
  expect(batches.flatMap(({ items }) => items)).toEqual(['one', 'two', 'three']);
  expect(new Set(batches.map(({ frame }) => frame)).size).toBe(1);
});

test('batched: a batch that waits for a frame while the page is hidden comes with the first frame after it', async () => {
  const { page, response } = await reading(LONGEST);
  await page.cover();
  await until(page, isHidden);
  response.write(messages('one', 'two'));
  await page.uncover();
  await until(page, hasOne);

  const { batches } = await state(page);
  expect(batches.flatMap(({ items }) => items)).toEqual(['one', 'two']);
});

test('batched: the last items wait for nothing, even in a hidden page', async () => {
  const { page, response } = await reading(LONGEST);
  await page.cover();
  await until(page, isHidden);
  response.end(messages('one'));
  await until(page, () => loop.isOver);

  expect((await state(page)).batches.map(({ items }) => items)).toEqual([['one']]);
});

test('batched: break closes the connection', async () => {
  const { page, response } = await reading(LONGEST, 1);
  const closed = once(response, 'close');
  onTestFinished(() => void response.destroy());
  response.write(messages('one'));
  await closed;
  await until(page, () => loop.isOver);

  expect(response.writableFinished).toBe(false);
});
