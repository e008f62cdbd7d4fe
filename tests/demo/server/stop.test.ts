// How answers of the demo end and are forgotten: stopped on request, abandoned by their readers, too many, too old.

import { expect, it } from 'vitest';
import { ask, errorOf, openDemo, type Demo } from './support/demo.js';
import { EventReader, parseChunk, textOf } from './support/event-reader.js';
import { Gate } from './support/gate.js';
import { ManualClock } from './support/manual-clock.js';

const answerIdOf = (event: { id: string } | undefined) => event?.id.replace(/:\d+$/, '') ?? '';

const resume = (demo: Demo, answerId: string) =>
  ask(demo, 'ignored', { 'last-event-id': `${answerId}:0` });

it('ends an answer where it is when it is stopped', async () => {
  const gate = new Gate();
  const demo = await openDemo({ pace: gate.pace });
  const reader = new EventReader(await ask(demo, 'Hello'));
  gate.release(3);
  const before = await reader.take(4);

  const stopped = await fetch(`${demo.url}/api/chat/${answerIdOf(before[0])}`, {
    method: 'DELETE',
  });
  gate.open();
  const after = await reader.rest();

  expect(stopped.status).toBe(204);
  expect(textOf(after)).toBe('');
  expect(after.at(-1)?.data).toBe('[DONE]');
  expect(after[0] && parseChunk(after[0]).choices[0]?.finish_reason).toBe('stop');
});

it.each(['DELETE /api/chat/nobody', 'POST /api/chat/nobody/cut'])(
  'knows no answer to %s',
  async (line) => {
    const demo = await openDemo();
    const [method = '', path = ''] = line.split(' ');

    const response = await fetch(demo.url + path, { method });

    expect(response.status).toBe(404);
    expect(await errorOf(response)).toMatchObject({ code: 'answer_not_found' });
  },
);

it('stops writing when nobody has come back within the grace period', async () => {
  const gate = new Gate();
  const clock = new ManualClock();
  const demo = await openDemo({ pace: gate.pace, delay: clock.delay });
  const reader = new EventReader(await ask(demo, 'Hello'));
  const [begin] = await reader.take(1);
  await reader.cancel();
  await clock.waiting(1);

  clock.advance(60_000);
  const events = await new EventReader(await resume(demo, answerIdOf(begin))).rest();

  expect(textOf(events)).toBe('');
  expect(events.at(-1)?.data).toBe('[DONE]');
});

it('gives a reader who came back and left again a whole grace period of their own', async () => {
  const gate = new Gate();
  const clock = new ManualClock();
  const demo = await openDemo({ pace: gate.pace, delay: clock.delay });
  const first = new EventReader(await ask(demo, 'Hello'));
  const [begin] = await first.take(1);
  await first.cancel();
  await clock.waiting(1);
  clock.advance(50_000);
  gate.release(1);
  const second = new EventReader(await resume(demo, answerIdOf(begin)));
  await second.take(1);
  await second.cancel();
  await clock.waiting(2);

  clock.advance(20_000);
  gate.open();
  const events = await new EventReader(await resume(demo, answerIdOf(begin))).rest();

  expect(textOf(events)).toContain('built-in composer');
});

it('forgets a finished answer after a while, and says so', async () => {
  const clock = new ManualClock();
  const demo = await openDemo({ delay: clock.delay });
  const events = await new EventReader(await ask(demo, 'Hello')).rest();
  await clock.waiting(1);

  expect((await resume(demo, answerIdOf(events[0]))).status).toBe(200);
  clock.advance(300_000);
  expect((await resume(demo, answerIdOf(events[0]))).status).toBe(410);
});

it('keeps an answer that is asked for again after it was forgotten', async () => {
  const gate = new Gate();
  const clock = new ManualClock();
  const limits = { answers: 1 };
  const demo = await openDemo({ pace: gate.pace, delay: clock.delay, limits });
  const mine = { 'idempotency-key': 'mine' };
  gate.open();
  await new EventReader(await ask(demo, 'Hello', mine)).rest();
  await new EventReader(await ask(demo, 'Hello')).rest();
  await clock.waiting(2);
  gate.close();
  await new EventReader(await ask(demo, 'Hello', mine)).take(1);

  clock.advance(300_000);
  gate.open();

  const again = await new EventReader(await resume(demo, 'mine')).rest();
  expect(textOf(again)).toContain('built-in composer');
});

it('forgets the oldest finished answer when it has too many', async () => {
  const demo = await openDemo({ limits: { answers: 2 } });
  const ids: string[] = [];
  for (const question of ['One', 'Two', 'Three']) {
    const events = await new EventReader(await ask(demo, question)).rest();
    ids.push(answerIdOf(events[0]));
  }

  const statuses = [];
  for (const id of ids) statuses.push((await resume(demo, id)).status);

  expect(statuses).toEqual([410, 200, 200]);
});

it('refuses a question while all the answers it can hold are being written', async () => {
  const gate = new Gate();
  const demo = await openDemo({ pace: gate.pace, limits: { answers: 1 } });
  await new EventReader(await ask(demo, 'Hello')).take(1);

  const response = await ask(demo, 'Hello again');

  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('2');
  expect(await errorOf(response)).toMatchObject({ code: 'too_busy' });
  expect(gate.begun).toBe(1);
});

it('ends an answer that grows past its limit with an error in the stream', async () => {
  const demo = await openDemo({ limits: { answerCharacters: 40 } });

  const events = await new EventReader(await ask(demo, 'Hello')).rest();

  const last = events.at(-1);
  expect(last && parseChunk(last).error).toMatchObject({ code: 'answer_too_long' });
  expect(textOf(events.slice(0, -1)).length).toBeLessThanOrEqual(40);
});

it('closes while answers are still being written', async () => {
  const gate = new Gate();
  const demo = await openDemo({ pace: gate.pace });
  const reader = new EventReader(await ask(demo, 'Hello'));
  await reader.take(1);

  await demo.close();

  await expect(fetch(demo.url)).rejects.toThrow();
});
