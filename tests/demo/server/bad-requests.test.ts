// The API of the demo responds to bad requests with a status, a stable code and a message, always as JSON.

import { expect, it } from 'vitest';
import { errorOf, openDemo, openFastDemo, post } from './support/demo.js';
import { Gate } from './support/gate.js';

const user = (content: unknown) => ({ messages: [{ role: 'user', content }] });

it.each([
  ['an empty body', '', /an array of .* as "messages", got nothing/],
  ['an array', [], /a JSON object .* as the body, got \[\]/],
  ['no messages', {}, /an array of .* as "messages", got nothing/],
  ['empty messages', { messages: [] }, /the role "user" as the last message, got nothing/],
  ['a message that is no object', { messages: ['Hello'] }, /an object as "messages\[0\]"/],
  ['an unknown role', { messages: [{ role: 'tool', content: '' }] }, /one of .*role", got "tool"/],
  ['content that is no text', user(7), /a string of .*content", got 7/],
  ['no content', { messages: [{ role: 'user' }] }, /a string of .*content", got nothing/],
  ['content that is too long', user('x'.repeat(70_000)), /a string of at most 65536 characters/],
  [
    'a last message of the assistant',
    { messages: [{ role: 'assistant', content: 'Hi' }] },
    /the role "user" as the last message, got "assistant"/,
  ],
  ['a model that is no string', { ...user('Hello'), model: 5 }, /a string of .* as "model", got 5/],
  ['invalid JSON', '{"messages": [', /must be valid JSON/],
])('responds to %s with 400 and the reason', async (_name, body, reason) => {
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

it('refuses JSON with another content type, so that a form of another site cannot ask', async () => {
  const demo = await openFastDemo();

  const response = await post(demo, user('Hello'), { 'content-type': 'text/plain' });

  expect(response.status).toBe(400);
});

it('refuses too many messages', async () => {
  const demo = await openFastDemo({ limits: { messages: 2 } });
  const turn = { role: 'user', content: 'Hello' };

  const response = await post(demo, { messages: [turn, turn, turn] });

  expect(response.status).toBe(400);
  expect((await errorOf(response)).message).toContain('at most 2 entries as "messages", got 3');
});

it('refuses a body that is too large', async () => {
  const demo = await openFastDemo({ limits: { bodyBytes: 1000 } });

  const response = await post(demo, user('x'.repeat(2000)));

  expect(response.status).toBe(413);
  expect(await errorOf(response)).toMatchObject({ code: 'body_too_large' });
});

it('refuses an idempotency-key with a space', async () => {
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

it('responds to unknown routes of the API in JSON', async () => {
  const demo = await openFastDemo();

  const response = await fetch(`${demo.url}/api/none`);

  expect(response.status).toBe(404);
  expect(await errorOf(response)).toMatchObject({ code: 'no_such_route' });
});
