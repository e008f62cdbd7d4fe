// batched: items that arrive between two frames form one batch, in order; the end loses no item and
// leaves nothing open.
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

describe('batched: a batch', () => {
  test('has the items that arrived before the frame, in order', async () => {
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

  test('waits for one frame, requested when its first item arrives', async () => {
    const { source, frames, batches } = scene();
    const step = batches.next();
    await settle();
    expect(frames.requested).toBe(0);

    source.give(1);
    await settle();
    source.give(2);
    await settle();
    expect(frames.requested).toBe(1);
    await frames.next();

    expect(await step).toEqual(batch(1, 2));
    expect(frames.isWanted).toBe(false);
  });

  test('is returned without a frame when it reaches the largest size', async () => {
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

  test('resolves one of several pending next() calls', async () => {
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

describe('batched: the end', () => {
  test('follows the remaining items without waiting for a frame', async () => {
    const { source, frames, batches } = scene();
    source.give(1, 2);
    source.end();

    expect(await batches.next()).toEqual(batch(1, 2));
    expect(await batches.next()).toEqual(ended);
    expect(await batches.next()).toEqual(ended);
    expect(frames.isWanted).toBe(false);
    expect(source.returned).toBe(0);
  });

  test('of a source without items ends the loop', async () => {
    const { source, frames, batches } = scene();
    source.end();

    expect(await batches.next()).toEqual(ended);
    expect(frames.requested).toBe(0);
  });

  test('with an error follows the remaining items', async () => {
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

  test('with the error undefined is an error', async () => {
    const { source, batches } = scene();
    source.fail(undefined);

    expect(await rejectionOf(batches.next())).toBe(undefined);
  });

  test('with an error while the loop is busy rejects the next next()', async () => {
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

describe('batched: the source', () => {
  test('is not read before the first next()', async () => {
    const { source, batches } = scene();
    source.give(1);
    await settle();

    expect(source.requested).toBe(0);
    await batches.return();
    expect(source.requested).toBe(0);
  });

  test('is read one item ahead while no next() is pending', async () => {
    const { source, frames, batches } = scene();
    const step = batches.next();
    source.give(1);
    await settle();
    await frames.next();
    expect(await step).toEqual(batch(1));
    source.give(2, 3, 4);
    await settle();

    expect(source.requested).toBe(2);
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

  test('is closed at once by return(), which also ends a pending next()', async () => {
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

  test('is closed by an error of the loop and by throw()', async () => {
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

  test('that cannot be closed, or fails to close, ends the loop', async () => {
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

describe('batched: frames', () => {
  async function* words() {
    yield 'one';
    await settle();
    yield 'two';
  }

  test('yields all items with the frames of the engine or without frames', async () => {
    const seen: string[] = [];
    for await (const batch of batched(words())) {
      seen.push(...batch);
    }

    expect(seen).toEqual(['one', 'two']);
  });

  test('yields the items so far while the source continues', async () => {
    const source = new FakeSource<number>();
    const batches = batched(source, { interval: 1 });
    source.give(1);

    expect(await batches.next()).toEqual(batch(1));
    await batches.return();
  });

  test.each([-1, NaN, Infinity, 2 ** 31])('rejects %d as an interval', (interval) => {
    expect(() => batched(words(), { interval })).toThrow(RangeError);
    expect(() => batched(words(), { interval })).toThrow(
      'Expected interval to be 0 to 2147483647 milliseconds, got',
    );
  });
});
