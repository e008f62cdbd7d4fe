// A cut answer of the demo: what a second request with last-event-id gets, and that no answer is ever begun twice.

import { expect, it } from 'vitest';
import { ask, errorOf, openDemo } from './support/demo.js';
import { EventReader } from './support/event-reader.js';
import { Gate } from './support/gate.js';

it.each([1, 2, 17, 60])(
  'continues after event %i with exactly the events that are missing',
  async (count) => {
    const gate = new Gate();
    const demo = await openDemo({ pace: gate.pace });
    gate.release(count);
    const first = new EventReader(await ask(demo, 'How does a cut stream resume?'));
    const before = await first.take(count);
    await first.cancel();

    gate.open();
    const lastEventId = before.at(-1)?.id ?? '';
    const resumed = await ask(demo, 'ignored', { 'last-event-id': lastEventId });
    const after = await new EventReader(resumed).rest();
    const answerId = lastEventId.replace(/:\d+$/, '');
    const whole = await ask(demo, 'ignored', { 'last-event-id': `${answerId}:0` });

    expect([...before, ...after].slice(1)).toEqual(await new EventReader(whole).rest());
    expect([...before, ...after].map(({ id }) => id)).toEqual(
      [...before, ...after].map((_, index) => `${answerId}:${index}`),
    );
    expect(gate.begun).toBe(1);
  },
);

it('goes on writing while nobody is connected', async () => {
  const gate = new Gate();
  const demo = await openDemo({ pace: gate.pace });
  const first = new EventReader(await ask(demo, 'Hello'));
  const [begin] = await first.take(1);
  const answerId = begin?.id.replace(/:\d+$/, '') ?? '';
  await fetch(`${demo.url}/api/chat/${answerId}/cut`, { method: 'POST' });
  await expect(first.rest()).rejects.toThrow();

  gate.open();
  const resumed = await ask(demo, 'ignored', { 'last-event-id': `${answerId}:0` });
  const events = await new EventReader(resumed).rest();

  expect(events.at(-1)?.data).toBe('[DONE]');
  expect(gate.begun).toBe(1);
});

it('destroys the connection on request, as a failing network would', async () => {
  const gate = new Gate();
  const demo = await openDemo({ pace: gate.pace });
  const reader = new EventReader(await ask(demo, 'Hello'));
  const [begin] = await reader.take(1);

  const cut = await fetch(`${demo.url}/api/chat/${begin?.id.replace(/:0$/, '') ?? ''}/cut`, {
    method: 'POST',
  });

  expect(cut.status).toBe(204);
  await expect(reader.next()).rejects.toThrow();
});

it('has nothing to add for a reader who already has the last event', async () => {
  const demo = await openDemo();
  const events = await new EventReader(await ask(demo, 'Hello')).rest();

  const again = await ask(demo, 'ignored', { 'last-event-id': events.at(-1)?.id ?? '' });

  expect(again.status).toBe(200);
  expect(await again.text()).toBe('');
});

it('refuses to resume an answer it does not know, instead of beginning another', async () => {
  const gate = new Gate();
  const demo = await openDemo({ pace: gate.pace });

  const response = await ask(demo, 'Hello', { 'last-event-id': 'answer-of-yesterday:7' });

  expect(response.status).toBe(410);
  expect(await errorOf(response)).toMatchObject({ code: 'answer_gone' });
  expect(gate.begun).toBe(0);
});

it('refuses an event id that lies ahead of what it has written', async () => {
  const gate = new Gate();
  const demo = await openDemo({ pace: gate.pace });
  const [begin] = await new EventReader(await ask(demo, 'Hello')).take(1);

  const ahead = begin?.id.replace(/:0$/, ':99') ?? '';
  const response = await ask(demo, 'Hello', { 'last-event-id': ahead });

  expect(response.status).toBe(409);
  expect(await errorOf(response)).toMatchObject({ code: 'event_not_written' });
  expect(gate.begun).toBe(1);
});

it.each(['7', 'answer:', 'answer:-1', 'a b:1', `${'x'.repeat(200)}:1`])(
  'refuses the last-event-id %j as none of its own',
  async (lastEventId) => {
    const gate = new Gate();
    const demo = await openDemo({ pace: gate.pace });

    const response = await ask(demo, 'Hello', { 'last-event-id': lastEventId });

    expect(response.status).toBe(400);
    expect(await errorOf(response)).toMatchObject({ code: 'bad_last_event_id' });
    expect(gate.begun).toBe(0);
  },
);

it('answers once when a request with the same idempotency-key comes again', async () => {
  const gate = new Gate();
  const demo = await openDemo({ pace: gate.pace });
  const first = new EventReader(await ask(demo, 'Hello', { 'idempotency-key': 'one' }));
  const [begin] = await first.take(1);
  await first.cancel();

  gate.open();
  const again = new EventReader(await ask(demo, 'Hello', { 'idempotency-key': 'one' }));
  const other = new EventReader(await ask(demo, 'Hello', { 'idempotency-key': 'two' }));

  expect((await again.rest())[0]?.id).toBe(begin?.id);
  expect((await other.rest())[0]?.id).not.toBe(begin?.id);
  expect(gate.begun).toBe(2);
});

it('lets whoever asked with an idempotency-key resume and stop by it, before anything has come', async () => {
  const gate = new Gate();
  const demo = await openDemo({ pace: gate.pace });
  const first = new EventReader(await ask(demo, 'Hello', { 'idempotency-key': 'mine' }));

  const stopped = await fetch(`${demo.url}/api/chat/mine`, { method: 'DELETE' });
  const events = await first.rest();
  const resumed = await ask(demo, 'ignored', { 'last-event-id': 'mine:0' });

  expect(stopped.status).toBe(204);
  expect(events.map(({ id }) => id)).toEqual(['mine:0', 'mine:1', 'mine:2']);
  expect(await new EventReader(resumed).rest()).toEqual(events.slice(1));
});
