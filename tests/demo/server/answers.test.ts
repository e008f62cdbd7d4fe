// Both stores of answers, over HTTP: resume, stop, cut, delete, and never begin an answer twice.

import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  ask,
  command,
  errorOf,
  openDemo,
  resume,
  type Demo,
  type DemoOptions,
} from './support/demo.js';
import { EventReader, parseChunk, textOf, type RawEvent } from './support/event-reader.js';
import { Gate } from './support/gate.js';
import { useRedis } from './support/redis.js';

const redis = useRedis();
const idOf = (event: RawEvent | undefined) => event?.id.replace(/:\d+$/, '') ?? '';
let names = 0;
/** Redis has the answers of the other tests too. */
const newKey = () => ({ 'idempotency-key': `answer-${(names += 1)}` });

describe.each([
  { place: 'memory', env: () => ({}) },
  { place: 'Redis', env: () => ({ REDIS_URL: redis.url }) },
])('$place', ({ env }) => {
  let gate = new Gate();
  let demo: Demo;
  const open = (options: DemoOptions = {}) =>
    openDemo({ env: env(), model: gate.model, ...options });
  const begin = async (headers: Record<string, string> = newKey()) =>
    new EventReader(await ask(demo, 'Hello', headers));

  beforeEach(async () => {
    gate = new Gate();
    demo = await open();
  });

  it.each([1, 2, 17, 60])('resumes after event %i with the missing events', async (count) => {
    gate.release(count);
    const first = await begin();
    const before = await first.take(count);
    await first.cancel();
    gate.open();

    const lastEventId = before.at(-1)?.id ?? '';
    const after = await new EventReader(await resume(demo, lastEventId)).rest();
    const whole = await new EventReader(await resume(demo, `${idOf(before[0])}:0`)).rest();

    const all = [...before, ...after];
    expect(all.slice(1)).toEqual(whole);
    expect(all.map(({ id }) => id)).toEqual(all.map((_, index) => `${idOf(before[0])}:${index}`));
    expect(gate.begun).toBe(1);
  });

  it('continues to write while nobody is connected', async () => {
    const first = await begin();
    const id = idOf((await first.take(1))[0]);
    await command(demo, 'POST', `${id}/cut`);
    await expect(first.rest()).rejects.toThrow();

    gate.open();
    const events = await new EventReader(await resume(demo, `${id}:0`)).rest();

    expect(events.at(-1)?.data).toBe('[DONE]');
    expect(gate.begun).toBe(1);
  });

  it('sends nothing to a reader who has the last event', async () => {
    gate.open();
    const events = await (await begin()).rest();

    const again = await resume(demo, events.at(-1)?.id ?? '');

    expect(again.status).toBe(200);
    expect(await again.text()).toBe('');
  });

  it('refuses to resume an unknown answer', async () => {
    const response = await resume(demo, 'answer-of-yesterday:7');

    expect(response.status).toBe(410);
    expect(await errorOf(response)).toMatchObject({ code: 'answer_gone' });
    expect(gate.begun).toBe(0);
  });

  it('refuses the ID of an event that it has not written', async () => {
    const [first] = await (await begin()).take(1);

    const response = await resume(demo, `${idOf(first)}:99`);

    expect(response.status).toBe(409);
    expect(await errorOf(response)).toMatchObject({ code: 'event_not_written' });
  });

  it('begins one answer for several requests with one key', async () => {
    const key = newKey();
    const readers = await Promise.all([begin(key), begin(key), begin(key)]);
    gate.open();

    const answers = await Promise.all(readers.map((reader) => reader.rest()));

    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    expect(gate.begun).toBe(1);
  });

  it.each([
    ['?starting_after=2', 3],
    ['/stream', 0],
    ['', 0],
  ])('responds to GET %s with the answer', async (suffix, first) => {
    gate.open();
    const events = await (await begin()).rest();

    const again = new EventReader(await command(demo, 'GET', idOf(events[0]) + suffix));

    expect(await again.rest()).toEqual(events.slice(first));
  });

  it('resumes a GET by last-event-id', async () => {
    gate.open();
    const events = await (await begin()).rest();
    const headers = { 'last-event-id': events[4]?.id ?? '' };

    const again = await fetch(`${demo.url}/api/chat/${idOf(events[0])}`, { headers });

    expect(await new EventReader(again).rest()).toEqual(events.slice(5));
  });

  it('ends a stopped answer at once', async () => {
    const reader = await begin();
    gate.release(3);
    const before = await reader.take(4);

    const stopped = await command(demo, 'DELETE', idOf(before[0]));
    const after = await reader.rest();

    expect(stopped.status).toBe(204);
    expect(textOf(after)).toBe('');
    expect(after[0] && parseChunk(after[0]).choices[0]?.finish_reason).toBe('stop');
    expect(after.at(-1)?.data).toBe('[DONE]');
  });

  it.each([
    ['DELETE', ''],
    ['POST', '/cut'],
    ['GET', ''],
  ])('responds to %s /nobody%s with 404', async (method, path) => {
    const response = await command(demo, method, `nobody${path}`);

    expect(response.status).toBe(404);
    expect(await errorOf(response)).toMatchObject({ code: 'answer_not_found' });
  });

  it('stops an answer that nobody reads for the grace period', async () => {
    demo = await open({ limits: { grace: 200, lease: 300 } });
    const reader = await begin();
    const id = idOf((await reader.take(1))[0]);
    await reader.cancel();

    // The writer ends the answer, although its model is still waiting.
    const last = () => resume(demo, `${id}:1`).then(({ status }) => status);
    await vi.waitUntil(async () => (await last()) === 200, { timeout: 10_000 });

    const events = await new EventReader(await resume(demo, `${id}:0`)).rest();
    expect(textOf(events)).toBe('');
    expect(events.at(-1)?.data).toBe('[DONE]');
  });

  it('does not stop an answer that is read for longer than the grace period', async () => {
    demo = await open({ limits: { grace: 150, lease: 150 } });
    const reader = await begin();
    await reader.take(1);
    // An answer that is not read, begun later, shows that the period has passed.
    const unread = await begin();
    const id = idOf((await unread.take(1))[0]);
    await unread.cancel();
    const isStopped = async () => (await resume(demo, `${id}:1`)).status === 200;
    await vi.waitUntil(isStopped, { timeout: 10_000 });

    gate.open();

    expect(textOf(await reader.rest())).toContain('OPENAI_BASE_URL');
  });

  it('deletes a finished answer after the keeping time', async () => {
    demo = await open({ limits: { keep: 300 } });
    gate.open();
    const [first] = await (await begin()).rest();

    const status = async () => (await resume(demo, `${idOf(first)}:0`)).status;
    await vi.waitUntil(async () => (await status()) === 410, { timeout: 10_000 });
  });

  it('ends an answer that grows past its limit with an error in the stream', async () => {
    demo = await open({ limits: { answerBytes: 1000 } });
    gate.open();

    const events = await (await begin()).rest();

    const last = events.at(-1);
    expect(last && parseChunk(last).error).toMatchObject({ code: 'answer_too_long' });
    expect(JSON.stringify(events).length).toBeLessThan(2000);
  });

  it('closes while an answer is being written', async () => {
    await (await begin()).take(1);

    await demo.close();

    await expect(fetch(demo.url)).rejects.toThrow();
  });
});

describe.each([
  { place: 'memory', env: () => ({}) },
  { place: 'Redis', env: () => ({ REDIS_URL: `${redis.url}/1` }) },
])('the number of answers in $place', ({ env }) => {
  it('is limited: the oldest finished answer is deleted, and a question is refused if all are running', async () => {
    const gate = new Gate();
    const demo = await openDemo({ env: env(), model: gate.model, limits: { answers: 2 } });
    gate.open();
    for (const id of ['one', 'two', 'three']) {
      await new EventReader(await ask(demo, id, { 'idempotency-key': id })).rest();
    }
    const finished = await Promise.all(
      ['one', 'two', 'three'].map((id) => resume(demo, `${id}:0`)),
    );
    gate.close();
    for (const id of ['four', 'five']) {
      await new EventReader(await ask(demo, id, { 'idempotency-key': id })).take(1);
    }
    const refused = await ask(demo, 'Hello');

    expect(finished.map(({ status }) => status)).toEqual([410, 200, 200]);
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('2');
    expect(await errorOf(refused)).toMatchObject({ code: 'too_busy' });
  });
});
