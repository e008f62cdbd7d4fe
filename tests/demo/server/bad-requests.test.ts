// What the demo's API says to requests it cannot answer: a status, a stable code, and a sentence that helps. Always JSON.

import { expect, it } from 'vitest';
import { errorOf, openDemo, openFastDemo, post } from './support/demo.js';
import { Gate } from './support/gate.js';

const user = (content: unknown) => ({ messages: [{ role: 'user', content }] });

it.each([
  ['an empty body', '', /"messages" must be/],
  ['an array', [], /JSON object/],
  ['no messages', {}, /"messages" must be a non-empty array/],
  ['empty messages', { messages: [] }, /"messages" must be a non-empty array/],
  ['a message that is no object', { messages: ['Hello'] }, /"messages\[0\]" must be an object/],
  [
    'an unknown role',
    { messages: [{ role: 'tool', content: '' }] },
    /role" must be one of .*"tool"/,
  ],
  ['content that is no text', user(7), /content" must be a string; got 7/],
  ['no content', { messages: [{ role: 'user' }] }, /content" must be a string; got nothing/],
  ['content that is too long', user('x'.repeat(70_000)), /longer than 65536 characters/],
  [
    'a last message that is no question',
    { messages: [{ role: 'assistant', content: 'Hi' }] },
    /role "user"/,
  ],
  ['a model that is no name', { ...user('Hello'), model: 5 }, /"model" must be a string/],
  ['JSON that is none', '{"messages": [', /not valid JSON/],
])('answers %s with 400 and the reason', async (_name, body, reason) => {
  const gate = new Gate();
  const demo = await openDemo({ model: gate.model });

  const response = await post(demo, body);

  expect(response.status).toBe(400);
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  expect(await errorOf(response)).toMatchObject({
    code: 'bad_request',
    message: expect.stringMatching(reason) as string,
  });
  expect(gate.begun).toBe(0);
});

it('takes JSON only when it is called JSON, so that no other site can ask through a form', async () => {
  const demo = await openFastDemo();

  const response = await post(demo, user('Hello'), { 'content-type': 'text/plain' });

  expect(response.status).toBe(400);
});

it('refuses more messages than it reads', async () => {
  const demo = await openFastDemo({ limits: { messages: 2 } });
  const turn = { role: 'user', content: 'Hello' };

  const response = await post(demo, { messages: [turn, turn, turn] });

  expect(response.status).toBe(400);
  expect((await errorOf(response)).message).toContain('3 entries; at most 2');
});

it('refuses a body that is too large before reading it all', async () => {
  const demo = await openFastDemo({ limits: { bodyBytes: 1000 } });

  const response = await post(demo, user('x'.repeat(2000)));

  expect(response.status).toBe(413);
  expect(await errorOf(response)).toMatchObject({ code: 'body_too_large' });
});

it('refuses an idempotency-key that it could not keep', async () => {
  const demo = await openFastDemo();

  const response = await post(demo, user('Hello'), { 'idempotency-key': 'a b' });

  expect(response.status).toBe(400);
});

it.each(['7', 'answer:', 'answer:-1', 'a b:1', `${'x'.repeat(200)}:1`])(
  'refuses the last-event-id %j',
  async (lastEventId) => {
    const demo = await openFastDemo();

    const response = await post(demo, user('Hello'), { 'last-event-id': lastEventId });

    expect(response.status).toBe(400);
    expect(await errorOf(response)).toMatchObject({ code: 'bad_last_event_id' });
  },
);

it('answers unknown routes of the API in JSON', async () => {
  const demo = await openFastDemo();

  const response = await fetch(`${demo.url}/api/none`);

  expect(response.status).toBe(404);
  expect(await errorOf(response)).toMatchObject({ code: 'no_such_route' });
});
