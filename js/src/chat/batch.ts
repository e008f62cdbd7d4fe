// batched: what comes faster than a page can draw, handed over once a frame.
import { nextFrame, type FrameRequest } from './batch-frame.js';

/** Options of {@link batched}. */
export interface BatchedOptions {
  /**
   * Milliseconds after which a batch is handed over where no frame comes: in a hidden page, and where there is no page.
   *
   * @defaultValue 100
   */
  interval?: number | undefined;
}

const INTERVAL = 100;
/** The most that a timer takes. */
const LONGEST = 2 ** 31 - 1;
/** A batch that has as many is not kept for a frame: what is held stays bounded in a page whose timers are slowed down. */
const MOST_ITEMS = 4096;

/**
 * Hands over what `source` brings in arrays, in order, one a frame: for
 * `for await (const deltas of batched(chatText(url, init))) show(deltas.join(''))`. Takes any asynchronous iterable, so the
 * messages of {@link eventStream} as well. A page then draws once a frame however many messages come.
 *
 * A batch is handed over in the frame after its first item, or `interval` milliseconds after it where no frame comes. What
 * is left when the source ends or fails is handed over at once, and then the end, or the error. No batch is empty.
 *
 * While a step waits, the source is read as fast as it comes; while none does, for one item and no more, so that a slow loop
 * slows the source down. `break` and `return` close the source at once, also while a step waits.
 *
 * @param source - Read once. Nothing is asked of it before the first step.
 * @param options - How long to wait where no frame comes.
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
 * {@link batched} with frames of the caller's making: for tests.
 *
 * @internal
 */
export function batchesOf<Item>(
  source: AsyncIterable<Item>,
  requestFrame: FrameRequest,
): AsyncGenerator<readonly Item[], void, undefined> {
  const iterator = source[Symbol.asyncIterator]();
  let items: Item[] = [];
  /** How the source ended, once it has. */
  let end: { readonly error?: unknown } | undefined;
  let isReading = false;
  /** Answers the step that waits. */
  let answer: (() => void) | undefined;
  let cancelFrame: (() => void) | undefined;

  const finish = (how: { readonly error?: unknown }): void => {
    end ??= how;
    advance();
  };

  function advance(): void {
    if (answer === undefined) {
      return;
    }
    if (end !== undefined || items.length >= MOST_ITEMS) {
      handOver();
      return;
    }
    if (items.length > 0) {
      cancelFrame ??= requestFrame(handOver);
    }
    void read();
  }

  function handOver(): void {
    cancelFrame?.();
    cancelFrame = undefined;
    answer?.();
    answer = undefined;
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

  function close(): void {
    if (end === undefined) {
      items = [];
      finish({});
      void closeSource();
    }
  }

  /** Not to be waited for: a generator closes only after the item that it is waiting for, which may never come. */
  async function closeSource(): Promise<void> {
    try {
      await iterator.return?.();
    } catch {
      // The loop is over, and has nobody to be told.
    }
  }

  async function* steps(): AsyncGenerator<readonly Item[], void, undefined> {
    try {
      for (;;) {
        await new Promise<void>((resolve) => {
          answer = resolve;
          advance();
        });
        const batch = items;
        items = [];
        if (batch.length > 0) {
          yield batch;
        } else if (end !== undefined) {
          break;
        }
      }
    } finally {
      close();
    }
    if ('error' in end) {
      throw end.error;
    }
  }

  const generator = steps();
  const finishSteps = generator.return.bind(generator);
  // A generator's own waits until the step at hand is over, and leaves the source open until then.
  generator.return = (value) => {
    close();
    return finishSteps(value);
  };
  return generator;
}
