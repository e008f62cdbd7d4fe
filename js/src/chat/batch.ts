// batched: items that arrive faster than a page can draw, delivered once a frame.
import { forget, Steps, type StepSource } from '../connecting/steps.js';
import { nextFrame, type FrameRequest } from './batch-frame.js';

/** Options of {@link batched}. */
export interface BatchedOptions {
  /**
   * Milliseconds after which a batch is delivered if there is no frame: in a hidden page, and without a page. From 0 to
   * 2147483647.
   *
   * @defaultValue 100
   */
  interval?: number | undefined;
}

const INTERVAL = 100;
/** The longest delay of a timer. */
const LONGEST = 2 ** 31 - 1;
/** A batch of this size does not wait for a frame: a page whose timers are slowed down holds no more. */
const MOST_ITEMS = 4096;

/**
 * Collects the items of `source` in arrays, in order, one array a frame: for
 * `for await (const deltas of batched(chatText(url, init))) show(deltas.join(''))`. `source` is any asynchronous iterable, for
 * example an {@link eventStream}. A page then draws once a frame, however many items arrive.
 *
 * A batch is delivered in the frame after its first item, or `interval` milliseconds after it if there is no frame. When the
 * source ends or fails, the items that are left are delivered at once, then the end or the error. No batch is empty.
 *
 * While a step waits, the source is read as fast as it delivers. Between steps, one item is read and no more, so that a slow
 * loop slows the source down. `break` and `return` close the source at once, also while a step waits. If the iterator is
 * dropped between two steps, the source is closed when the iterator is garbage collected.
 *
 * @param source - Read once, and not before the first step.
 * @param options - How long to wait if there is no frame.
 * @throws RangeError - `interval` is not from 0 to 2147483647.
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
 * {@link batched} with frames that the caller makes: for tests.
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
  /** How the source ended, once it has. */
  let end: { readonly error?: unknown } | undefined;
  let isReading = false;
  /** A step that waits, and what must not be collected meanwhile. */
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

  /** Not awaited: a generator closes only after the item that it waits for, which may never come. */
  async function closeSource(): Promise<void> {
    try {
      await iterator.return?.();
    } catch {
      // The loop has ended: there is nobody to report to.
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
