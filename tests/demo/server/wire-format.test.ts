// The format of the answers: OpenAI's chat.completions chunks in an event stream, with an ID on every event.

import { expect, it } from 'vitest';
import { ask, openFastDemo, post } from './support/demo.js';
import { EventReader, parseChunk, textOf } from './support/event-reader.js';

it('responds with an event stream that caches and proxies do not delay', async () => {
  const demo = await openFastDemo();

  const response = await ask(demo, 'Hello');

  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream\b/);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('x-accel-buffering')).toBe('no');
  await response.body?.cancel();
});

it('sends chat.completion chunks: a role, pieces of text, a finish reason, usage, then [DONE]', async () => {
  const demo = await openFastDemo();

  const events = await new EventReader(await ask(demo, 'Hello')).rest();

  expect(events.at(-1)?.data).toBe('[DONE]');
  const chunks = events.slice(0, -1).map(parseChunk);
  expect(chunks.every(({ object }) => object === 'chat.completion.chunk')).toBe(true);
  expect(chunks[0]?.choices[0]).toEqual({
    index: 0,
    delta: { role: 'assistant', content: '' },
    finish_reason: null,
  });
  expect(chunks.at(-2)?.choices[0]).toEqual({ index: 0, delta: {}, finish_reason: 'stop' });
  expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 8 } });
  const pieces = chunks.slice(1, -2).map(({ choices }) => choices[0]);
  expect(pieces.length).toBeGreaterThan(20);
  expect(pieces.every((piece) => piece?.finish_reason === null && piece.delta.content)).toBe(true);
  expect(textOf(events)).toContain('no language model');
});

it('numbers the events of an answer from 0 without a gap', async () => {
  const demo = await openFastDemo();

  const events = await new EventReader(await ask(demo, 'Hello')).rest();

  const answerId = parseChunk(events[0] ?? { id: '', data: '{}' }).id;
  expect(answerId).toMatch(/^answer-/);
  expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => `${answerId}:${index}`));
});

it('names the model of the request in the chunks', async () => {
  const demo = await openFastDemo();
  const messages = [{ role: 'user', content: 'Hello' }];

  const [first] = await new EventReader(await post(demo, { messages, model: 'mine' })).take(1);

  expect(first && parseChunk(first).model).toBe('mine');
});

it('responds to /api/info with the model', async () => {
  const demo = await openFastDemo();

  const info: unknown = await (await fetch(`${demo.url}/api/info`)).json();

  expect(info).toEqual({ kind: 'built-in', model: 'gated' });
});
