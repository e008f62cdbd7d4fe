// Frames in the hands of a test: they come when it says so.
import type { FrameRequest } from '../../../js/src/chat/batch-frame.js';

export class FakeFrames {
  /** How many frames have been asked for so far. */
  asked = 0;
  #due: (() => void) | undefined;
  #notice: () => void = () => undefined;

  readonly request: FrameRequest = (due) => {
    this.asked += 1;
    this.#due = due;
    this.#notice();
    return () => {
      this.#due = undefined;
    };
  };

  get isWanted(): boolean {
    return this.#due !== undefined;
  }

  /** Lets the frame come that somebody waits for, as soon as somebody does. */
  async next(): Promise<void> {
    while (this.#due === undefined) {
      await new Promise<void>((resolve) => (this.#notice = resolve));
    }
    const due = this.#due;
    this.#due = undefined;
    due();
  }
}

/** A source in the hands of a test: what it gives, and what is asked of it. */
export class FakeSource<Item> implements AsyncIterableIterator<Item> {
  /** How many items have been asked for. */
  asked = 0;
  /** How often it was told to end. */
  returned = 0;
  readonly #given: Promise<IteratorResult<Item, undefined>>[] = [];
  readonly #waiting: ((step: Promise<IteratorResult<Item, undefined>>) => void)[] = [];

  give(...items: Item[]): void {
    for (const value of items) {
      this.#settle(Promise.resolve({ done: false, value }));
    }
  }

  end(): void {
    this.#settle(Promise.resolve({ done: true, value: undefined }));
  }

  fail(error: unknown): void {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- sources reject with what they like
    const failed = Promise.reject(error);
    // Not before it is asked for does anybody hear of it.
    failed.catch(() => undefined);
    this.#settle(failed);
  }

  next(): Promise<IteratorResult<Item, undefined>> {
    this.asked += 1;
    return this.#given.shift() ?? new Promise((resolve) => this.#waiting.push(resolve));
  }

  return(): Promise<IteratorResult<Item, undefined>> {
    this.returned += 1;
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #settle(step: Promise<IteratorResult<Item, undefined>>): void {
    const waiting = this.#waiting.shift();
    if (waiting === undefined) {
      this.#given.push(step);
    } else {
      waiting(step);
    }
  }
}
