// batched: collects items that arrive faster than a page can draw, and delivers them once per frame.
import { forget, Steps, type StepSource } from '../connecting/iterating/steps.js';
import { nextFrame, type FrameRequest } from './batch-frame.js';

/** Options of {@link batched}. */
export interface BatchedOptions {
  /**
   * The time in milliseconds after which a batch is delivered if there is no frame, from 0 to 2147483647. A hidden page and
   * Node have no frames.
   * @defaultValue 100
   */
  interval?: number | undefined;
}

const INTERVAL = 100;
/** The longest delay of `setTimeout`. */
const LONGEST = 2 ** 31 - 1;
/** A batch of this size does not wait for a frame, so that memory is bounded in a page with throttled timers. */
const MOST_ITEMS = 4096;

/**
 * Collects the items of an async iterable into arrays, and yields one array per animation frame. A page then draws once per
 * frame, regardless of the number of items.
 *
 * A batch is yielded in the frame after its first item, or after `interval` milliseconds if there is no frame. If the source
 * ends or fails, the remaining items are yielded first. No batch is empty.
 *
 * The source is read while `next()` is pending. While no `next()` is pending, at most one item is read, so that a slow loop
 * slows the source down. `break` closes the source, even while `next()` is pending. If the iterator is neither read to its end
 * nor closed, the source is closed when the iterator is garbage collected.
 *
 * @example
 * ```ts
 * import { batched, chatText, openaiChat } from 'post-event-source/chat';
 *
 * const deltas = chatText('/api/chat', { format: openaiChat, method: 'POST', body: '{"stream":true}' });
 * let answer = '';
 * for await (const batch of batched(deltas)) {
 *   answer += batch.join('');
 * }
 * console.log(answer);
 * ```
 *
 * @param source - Any async iterable, such as the result of {@link chatText} or {@link eventStream}.
 * @param options - The time to wait if there is no frame.
 * @returns An async generator of arrays.
 * @throws RangeError if `interval` is out of range.
 */
export function batched<Item>(
  source: AsyncIterable<Item>,
  { interval = INTERVAL }: BatchedOptions = {},
): AsyncGenerator<readonly Item[], void, undefined> {
  if (!(interval >= 0 && interval <= LONGEST)) {
    throw new RangeError(
      `Expected interval to be 0 to ${LONGEST} milliseconds, got ${String(interval)}`,
    );
  }
  return batchesOf(source, nextFrame(interval));
}

/**
 * {@link batched} with given frames, for tests.
 *
 * @internal
 */
export function batchesOf<Item>(
  source: AsyncIterable<Item>,
  requestFrame: FrameRequest,
): AsyncGenerator<readonly Item[], void, undefined> {
  return new Steps(batchReader(source, requestFrame));
}

function batchReader<Item>(
  source: AsyncIterable<Item>,
  requestFrame: FrameRequest,
): StepSource<readonly Item[], void> {
  const iterator = source[Symbol.asyncIterator]();
  let items: Item[] = [];
  /** Set when the source has ended or failed. */
  let end: { readonly error?: unknown } | undefined;
  let isReading = false;
  /** The pending `next()`, and the steps, which must not be garbage collected while it is pending. */
  let waiting: { readonly resolve: () => void; readonly steps: object } | undefined;
  let cancelFrame: (() => void) | undefined;

  const finish = (how: { readonly error?: unknown }): void => {
    end ??= how;
    advance();
  };

  function advance(): void {
    if (waiting === undefined) {
      return;
    }
    if (end !== undefined || items.length >= MOST_ITEMS) {
      deliver();
      return;
    }
    if (items.length > 0) {
      cancelFrame ??= requestFrame(deliver);
    }
    void read();
  }

  function deliver(): void {
    cancelFrame?.();
    cancelFrame = undefined;
    waiting?.resolve();
    waiting = undefined;
  }

  async function read(): Promise<void> {
    if (isReading) {
      return;
    }
    isReading = true;
    try {
      const step = await iterator.next();
      isReading = false;
      if (step.done === true) {
        finish({});
      } else if (end === undefined) {
        items.push(step.value);
        advance();
      }
    } catch (error) {
      finish({ error });
    }
  }

  /** Must not be awaited: a generator closes only after its next item, which may never arrive. */
  async function closeSource(): Promise<void> {
    try {
      await iterator.return?.();
    } catch {
      // The loop has ended, so the error cannot be reported.
    }
  }

  const close = (): void => {
    forget(close);
    if (end === undefined) {
      items = [];
      finish({});
      void closeSource();
    }
  };

  async function nextBatch(steps: object): Promise<IteratorResult<readonly Item[], void>> {
    for (;;) {
      await new Promise<void>((resolve) => {
        waiting = { resolve, steps };
        advance();
      });
      const batch = items;
      items = [];
      if (batch.length > 0) {
        return { done: false, value: batch };
      }
      if (end !== undefined) {
        const how = end;
        end = {};
        if ('error' in how) {
          throw how.error;
        }
        return { done: true, value: undefined };
      }
    }
  }

  let running: Promise<unknown> = Promise.resolve();
  return {
    next(steps) {
      const start = (): ReturnType<typeof nextBatch> => nextBatch(steps);
      const step = running.then(start, start);
      running = step;
      return step;
    },
    close,
  };
}
