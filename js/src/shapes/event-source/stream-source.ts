// Reads a stream that is already open, once, without requests. For EventSource.fromReadableStream.
import { checkedMaxEventBytes } from '../../parsing/max-event-bytes.js';
import { load } from '../../runtime/load.js';
import { checkedBytes } from '../../request/response-body.js';
import { bodyEnded, bodyLost, Failure, runtimeUnavailable } from '../../request/failure.js';
import { createDelivery, type Delivery } from '../../connecting/delivery.js';
import { freshProgress, type StreamProgress } from '../../connecting/progress.js';
import type { StreamHandlers } from '../../connecting/handlers.js';

export class StreamSource {
  readonly #reader: ReadableStreamDefaultReader<unknown>;
  readonly #handlers: StreamHandlers;
  readonly progress: StreamProgress = freshProgress(NaN);
  #delivery: Delivery | undefined;
  #closed = false;

  /** Throws a TypeError for a stream that is locked. Of the handlers, `onaccept`, `onmessage` and `oncomment` are called. */
  constructor(stream: ReadableStream<unknown>, handlers: StreamHandlers) {
    this.#reader = stream.getReader();
    this.#handlers = handlers;
  }

  /**
   * Resolves at `close`; rejects with an `EventStreamError` at the end of the body as well as at its failure.
   */
  async run(): Promise<void> {
    try {
      await this.#read();
    } catch (thrown) {
      if (!(thrown instanceof Failure)) {
        throw thrown;
      }
      if (!this.#isClosed()) {
        const { messages } = this.progress.figures;
        throw thrown.toError({ attempt: 1, messagesDelivered: messages, retryable: false });
      }
    } finally {
      this.close();
    }
  }

  /** Ends it at once: nothing is delivered after it, and the stream is cancelled. */
  close(): void {
    if (!this.#closed) {
      this.#closed = true;
      this.#delivery?.close();
      // A stream that failed rejects here with the error that the reader has seen.
      this.#reader.cancel().catch(() => undefined);
    }
  }

  /** A method, because the compiler takes a field for unchanged by what is awaited. */
  #isClosed(): boolean {
    return this.#closed;
  }

  async #read(): Promise<void> {
    const runtime = await load().catch((cause: unknown) => {
      throw runtimeUnavailable(cause);
    });
    if (this.#isClosed()) {
      return;
    }
    const limit = checkedMaxEventBytes();
    const delivery = createDelivery(runtime, limit, this.#handlers, this.progress);
    this.#delivery = delivery;
    this.#handlers.onaccept?.();
    while (!this.#isClosed()) {
      let result: ReadableStreamReadResult<unknown>;
      try {
        result = await this.#reader.read();
      } catch (cause) {
        throw bodyLost(cause);
      }
      if (result.done) {
        throw bodyEnded();
      }
      // Nothing may be awaited before it: what a chunk says holds as soon as it is read, so that whoever pipes several
      // bodies through one stream finds the last event ID of the first when that has been piped.
      await delivery.receive(checkedBytes(result.value));
    }
  }
}
