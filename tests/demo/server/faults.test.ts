// The faults: what each of them does to a stream. The package receives the whole answer all the same.

import { chatText, openaiChat } from 'post-event-source/chat';
import { describe, expect, it } from 'vitest';
import { ask, command, openDemo, openFastDemo, type Demo } from './support/demo.js';
import { EventReader, textOf } from './support/event-reader.js';
import { Gate } from './support/gate.js';

const set = (demo: Demo, id: string, fault: string) =>
  command(demo, 'POST', `${id}/fault/${fault}`);
const key = { 'idempotency-key': 'mine' };

/** Reads like the page, without its delays. Resolves with the text and the number of requests. */
async function read(demo: Demo) {
  let requests = 0;
  let text = '';
  const parts = chatText(`${demo.url}/api/chat`, {
    format: openaiChat,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ messages: [{ role: 'user', content: 'Hello' }] }),
    idempotencyKey: 'mine',
    resume: 'last-event-id',
    dedupe: ({ id }) => id,
    retry: { initialDelay: 1, replay: true },
    timeouts: { idle: 300 },
    onretry: () => (requests += 1),
    // The test does not wait for Retry-After.
    fetch: async (input, init) => {
      const response = await fetch(input, init);
      const headers = new Headers(response.headers);
      headers.delete('retry-after');
      return new Response(response.body, { status: response.status, headers });
    },
  });
  for await (const more of parts) text += more;
  return { text, requests: requests + 1 };
}

describe.each([
  ['none', 1],
  ['cut', 2],
  ['truncate', 2],
  ['start-over', 2],
  ['503', 2],
  ['429', 2],
  ['html', 2],
  ['garbage', 1],
  ['split', 1],
])('%s', (fault, requests) => {
  it(`needs ${requests} request(s) and loses no word`, async () => {
    const whole = await read(await openFastDemo());
    const demo = await openFastDemo();

    await set(demo, 'mine', fault);

    expect(await read(demo)).toEqual({ text: whole.text, requests });
  });
});

it('stall: sends nothing more and keeps the connection open', async () => {
  const demo = await openFastDemo();
  await set(demo, 'mine', 'stall');

  const { requests } = await read(demo);

  expect(requests).toBe(2);
});

it('503: has a Retry-After header', async () => {
  const demo = await openFastDemo();
  await set(demo, 'mine', '503');

  const response = await ask(demo, 'Hello', key);

  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('3');
});

it.each(['503', 'html', '429'])('%s: cuts a running answer', async (fault) => {
  const gate = new Gate();
  const demo = await openDemo({ model: gate.model });
  const reader = new EventReader(await ask(demo, 'Hello', key));
  await reader.take(1);

  await set(demo, 'mine', fault);

  await expect(reader.rest()).rejects.toThrow();
  const refused = await ask(demo, 'Hello', key);
  expect(refused.ok).toBe(false);
  gate.open();
  expect(textOf(await new EventReader(await ask(demo, 'Hello', key)).rest())).not.toBe('');
});

it('stores at most 100 faults', async () => {
  const demo = await openFastDemo();
  await set(demo, 'mine', '503');
  for (let index = 0; index < 100; index += 1) await set(demo, `other-${index}`, '503');

  expect((await ask(demo, 'Hello', key)).status).toBe(200);
});
