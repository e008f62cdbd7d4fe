// Animation frames that the test triggers.
import type { FrameRequest } from '../../../js/src/chat/batch-frame.js';

export class FakeFrames {
  /** The number of frames requested so far. */
  requested = 0;
  #due: (() => void) | undefined;
  #notice: () => void = () => undefined;

  readonly request: FrameRequest = (due) => {
    this.requested += 1;
    this.#due = due;
    this.#notice();
    return () => {
      this.#due = undefined;
    };
  };

  get isWanted(): boolean {
    return this.#due !== undefined;
  }

  /** Triggers the requested frame, as soon as there is a request. */
  async next(): Promise<void> {
    while (this.#due === undefined) {
      await new Promise<void>((resolve) => (this.#notice = resolve));
    }
    const due = this.#due;
    this.#due = undefined;
    due();
  }
}

/** A source that the test controls. */
export class FakeSource<Item> implements AsyncIterableIterator<Item> {
  /** The number of items that have been requested. */
  requested = 0;
  /** The number of return() calls. */
  returned = 0;
  readonly #items: Promise<IteratorResult<Item, undefined>>[] = [];
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
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- any value is allowed
    const failed = Promise.reject(error);
    // No reader waits for it before the next request.
    failed.catch(() => undefined);
    this.#settle(failed);
  }

  next(): Promise<IteratorResult<Item, undefined>> {
    this.requested += 1;
    return this.#items.shift() ?? new Promise((resolve) => this.#waiting.push(resolve));
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
      this.#items.push(step);
    } else {
      waiting(step);
    }
  }
}
