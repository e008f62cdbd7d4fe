// batched: what comes between two frames is one batch, in order; nothing is lost at the end, and nothing is left open.
import { describe, expect, test } from 'vitest';
import { batched, batchesOf } from '../../../js/src/chat/batch.js';
import { rejectionOf, settle } from '../support/deferred.js';
import { FakeFrames, FakeSource } from '../support/fake-frames.js';

function scene() {
  const source = new FakeSource<number>();
  const frames = new FakeFrames();
  return { source, frames, batches: batchesOf(source, frames.request) };
}

const ended = { done: true, value: undefined };
const batch = (...items: number[]) => ({ done: false, value: items });

describe('a batch', () => {
  test('is what has come when the frame does, in order', async () => {
    const { source, frames, batches } = scene();
    const first = batches.next();
    source.give(1, 2, 3);
    await settle();
    await frames.next();
    expect(await first).toEqual(batch(1, 2, 3));

    const second = batches.next();
    source.give(4);
    await frames.next();
    expect(await second).toEqual(batch(4));
  });

  test('waits for one frame, which is asked for with its first item', async () => {
    const { source, frames, batches } = scene();
    const step = batches.next();
    await settle();
    expect(frames.asked).toBe(0);

    source.give(1);
    await settle();
    source.give(2);
    await settle();
    expect(frames.asked).toBe(1);
    await frames.next();

    expect(await step).toEqual(batch(1, 2));
    expect(frames.isWanted).toBe(false);
  });

  test('is handed over without a frame when it is as large as one may be', async () => {
    const { source, frames, batches } = scene();
    const numbers = Array.from({ length: 5000 }, (_, index) => index);
    source.give(...numbers);

    expect(await batches.next()).toEqual(batch(...numbers.slice(0, 4096)));
    expect(frames.isWanted).toBe(false);
    const rest = batches.next();
    await settle();
    await frames.next();
    expect(await rest).toEqual(batch(...numbers.slice(4096)));
  });

  test('answers one of several steps that wait', async () => {
    const { source, frames, batches } = scene();
    const steps = [batches.next(), batches.next()];
    source.give(1);
    await frames.next();
    await settle();
    source.give(2);
    await frames.next();

    expect(await Promise.all(steps)).toEqual([batch(1), batch(2)]);
  });
});

describe('the end', () => {
  test('comes after what is left, and waits for no frame', async () => {
    const { source, frames, batches } = scene();
    source.give(1, 2);
    source.end();

    expect(await batches.next()).toEqual(batch(1, 2));
    expect(await batches.next()).toEqual(ended);
    expect(await batches.next()).toEqual(ended);
    expect(frames.isWanted).toBe(false);
    expect(source.returned).toBe(0);
  });

  test('of a source that brings nothing is that of the loop', async () => {
    const { source, frames, batches } = scene();
    source.end();

    expect(await batches.next()).toEqual(ended);
    expect(frames.asked).toBe(0);
  });

  test('with an error comes after what is left', async () => {
    const { source, frames, batches } = scene();
    const step = batches.next();
    source.give(1);
    await settle();
    source.fail(new Error('lost'));

    expect(await step).toEqual(batch(1));
    expect(await rejectionOf(batches.next())).toEqual(new Error('lost'));
    expect(await batches.next()).toEqual(ended);
    expect(frames.isWanted).toBe(false);
    expect(source.returned).toBe(0);
  });

  test('with an error that is undefined is an error', async () => {
    const { source, batches } = scene();
    source.fail(undefined);

    expect(await rejectionOf(batches.next())).toBe(undefined);
  });

  test('with an error that came while the loop was busy is told to the next step', async () => {
    const { source, frames, batches } = scene();
    source.give(1);
    const step = batches.next();
    await frames.next();
    expect(await step).toEqual(batch(1));
    source.fail(new Error('lost'));
    await settle();

    expect(await rejectionOf(batches.next())).toEqual(new Error('lost'));
  });
});

describe('the source', () => {
  test('is asked for nothing before the first step', async () => {
    const { source, batches } = scene();
    source.give(1);
    await settle();

    expect(source.asked).toBe(0);
    await batches.return();
    expect(source.asked).toBe(0);
  });

  test('is asked for one item and no more while no step waits', async () => {
    const { source, frames, batches } = scene();
    const step = batches.next();
    source.give(1);
    await settle();
    await frames.next();
    expect(await step).toEqual(batch(1));
    source.give(2, 3, 4);
    await settle();

    expect(source.asked).toBe(2);
    const next = batches.next();
    await settle();
    await frames.next();
    expect(await next).toEqual(batch(2, 3, 4));
  });

  test('is closed by break', async () => {
    const { source, frames, batches } = scene();
    source.give(1);
    void frames.next();
    for await (const items of batches) {
      expect(items).toEqual([1]);
      break;
    }

    expect(source.returned).toBe(1);
  });

  test('is closed at once by return, while a step waits, which ends', async () => {
    const { source, frames, batches } = scene();
    const step = batches.next();
    source.give(1);
    await settle();
    const closed = batches.return();

    expect(source.returned).toBe(1);
    expect(await step).toEqual(ended);
    expect(await closed).toEqual(ended);
    expect(frames.isWanted).toBe(false);
    source.give(2);
    expect(await batches.next()).toEqual(ended);
  });

  test('is closed by an error of the loop, which may be thrown into it', async () => {
    const { source, frames, batches } = scene();
    source.give(1);
    void frames.next();
    await batches.next();

    expect(await rejectionOf(batches.throw(new Error('mine')))).toEqual(new Error('mine'));
    expect(source.returned).toBe(1);
  });

  test('is closed once', async () => {
    const { source, batches } = scene();
    await batches.return();
    await batches.return();

    expect(source.returned).toBe(1);
  });

  test('that cannot be closed, or fails to be, ends the loop all the same', async () => {
    const frames = new FakeFrames();
    const never = () => new Promise<IteratorResult<number>>(() => undefined);
    const bare = { next: never };
    const failing = { next: never, return: () => Promise.reject(new Error('stuck')) };
    for (const iterator of [bare, failing]) {
      const batches = batchesOf({ [Symbol.asyncIterator]: () => iterator }, frames.request);
      const step = batches.next();

      expect(await batches.return()).toEqual(ended);
      expect(await step).toEqual(ended);
    }
  });

  test('that throws instead of rejecting fails the loop', async () => {
    const frames = new FakeFrames();
    const next = (): Promise<IteratorResult<number>> => {
      throw new Error('at once');
    };
    const batches = batchesOf({ [Symbol.asyncIterator]: () => ({ next }) }, frames.request);

    expect(await rejectionOf(batches.next())).toEqual(new Error('at once'));
  });
});

describe('batched', () => {
  async function* words() {
    yield 'one';
    await settle();
    yield 'two';
  }

  test('hands over everything, with frames of the engine or without', async () => {
    const seen: string[] = [];
    for await (const batch of batched(words())) {
      seen.push(...batch);
    }

    expect(seen).toEqual(['one', 'two']);
  });

  test('hands over what has come while the source goes on', async () => {
    const source = new FakeSource<number>();
    const batches = batched(source, { interval: 1 });
    source.give(1);

    expect(await batches.next()).toEqual(batch(1));
    await batches.return();
  });

  test.each([-1, NaN, Infinity, 2 ** 31])('refuses %d as an interval', (interval) => {
    expect(() => batched(words(), { interval })).toThrow(RangeError);
    expect(() => batched(words(), { interval })).toThrow(
      'Expected interval to be 0 to 2147483647 milliseconds, got',
    );
  });
});
