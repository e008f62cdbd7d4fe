// The demo with an OpenAI-compatible server (aimock): it forwards, numbers and resumes answers, and keeps the key.

import { LLMock } from '@copilotkit/aimock';
import { expect, it, onTestFinished } from 'vitest';
import { ask, openDemo, post } from './support/demo.js';
import { EventReader, parseChunk, textOf } from './support/event-reader.js';
import { chunk, openUpstream, streamHeaders } from './support/upstream.js';

const key = 'sk-demo-0123456789';
const poem = 'Streams — 流 — remember 🌊\n\n```js\nlet id = 1;\n```\n';

async function openMock(): Promise<LLMock> {
  const mock = new LLMock({ port: 0, chunkSize: 4 });
  mock.onMessage(/.*/, { content: poem });
  await mock.start();
  onTestFinished(() => mock.stop());
  return mock;
}

const environment = (mock: LLMock) => ({
  OPENAI_BASE_URL: `${mock.url}/v1/`,
  OPENAI_API_KEY: key,
  OPENAI_MODEL: 'mock-1',
});

it('forwards the answer of the model with its own event IDs', async () => {
  const demo = await openDemo({ env: environment(await openMock()) });

  const events = await new EventReader(await ask(demo, 'A poem, please')).rest();

  expect(textOf(events)).toBe(poem);
  expect(events.at(-1)?.data).toBe('[DONE]');
  const answerId = parseChunk(events[0] ?? { id: '', data: '{}' }).id;
  expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => `${answerId}:${index}`));
});

it('sends the whole conversation, and the model of the settings', async () => {
  const mock = await openMock();
  const demo = await openDemo({ env: environment(mock) });
  const messages = [
    { role: 'user', content: 'One' },
    { role: 'assistant', content: 'Two' },
    { role: 'user', content: 'Three' },
  ];

  await new EventReader(await post(demo, { messages })).rest();

  const request = mock.getLastRequest();
  expect(request?.body).toMatchObject({ model: 'mock-1', messages, stream: true });
  expect(mock.getRequests()).toHaveLength(1);
});

it('sends the key to the model server and nowhere else', async () => {
  const upstream = await openUpstream((response) => {
    response.writeHead(200, streamHeaders).end(chunk('Yes', 'stop'));
  });
  const demo = await openDemo({ env: { OPENAI_BASE_URL: upstream.url, OPENAI_API_KEY: key } });

  const answer = await ask(demo, 'What is your key?');
  const info = await fetch(`${demo.url}/api/info`);
  const received = [answer, info].flatMap(({ headers }) => [...headers].flat());
  received.push(await answer.text(), await info.text());

  expect(upstream.requests[0]?.headers.authorization).toBe(`Bearer ${key}`);
  expect(received.join('\n')).toContain('Yes');
  expect(received.join('\n')).not.toContain(key);
});

it('sends no authorization header without a key', async () => {
  const upstream = await openUpstream((response) => {
    response.writeHead(200, streamHeaders).end(chunk('Yes', 'stop'));
  });
  const demo = await openDemo({ env: { OPENAI_BASE_URL: upstream.url } });

  await (await ask(demo, 'Hello')).text();

  expect(upstream.requests[0]?.headers).not.toHaveProperty('authorization');
});

it('resumes a cut answer without asking the model again', async () => {
  const mock = await openMock();
  const demo = await openDemo({ env: environment(mock) });
  const first = new EventReader(await ask(demo, 'A poem, please'));
  const before = await first.take(3);
  await first.cancel();

  const lastEventId = before.at(-1)?.id ?? '';
  const resumed = await ask(demo, 'ignored', { 'last-event-id': lastEventId });
  const after = await new EventReader(resumed).rest();

  expect(textOf([...before, ...after])).toBe(poem);
  expect(mock.getRequests()).toHaveLength(1);
});
