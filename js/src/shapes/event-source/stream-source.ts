// Reads an event stream from a ReadableStream, without requests. For EventSource.fromReadableStream.
import { checkedMaxEventBytes } from '../../parsing/max-event-bytes.js';
import { load } from '../../runtime/load.js';
import { checkedBytes } from '../../request/response-body.js';
import { bodyEnded, bodyLost, Failure, runtimeUnavailable } from '../../request/failure.js';
import { Delivery } from '../../connecting/delivery.js';
import { freshProgress, type StreamProgress } from '../../connecting/progress.js';
import type { StreamHandlers } from '../../connecting/handlers.js';

export class StreamSource {
  readonly #reader: ReadableStreamDefaultReader<unknown>;
  readonly #handlers: StreamHandlers;
  readonly progress: StreamProgress = freshProgress(NaN);
  #delivery: Delivery | undefined;
  #closed = false;

  /** Throws a TypeError for a locked stream. Calls the handlers `onaccept` and `onmessage`. */
  constructor(stream: ReadableStream<unknown>, handlers: StreamHandlers) {
    this.#reader = stream.getReader();
    this.#handlers = handlers;
  }

  /** Resolves at `close`. Rejects with an `EventStreamError` at the end of the body, and if the body fails. */
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

  /** Cancels the stream. Nothing is delivered after it. */
  close(): void {
    if (!this.#closed) {
      this.#closed = true;
      this.#delivery?.close();
      // A failed stream rejects with the error of the last read.
      this.#reader.cancel().catch(() => undefined);
    }
  }

  /** A method, because TypeScript assumes that a field does not change during `await`. */
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
    const delivery = new Delivery(runtime, limit, this.#handlers, this.progress);
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
      // No await between read and parse: a caller that pipes several bodies through one stream reads `lastEventId` as soon as
      // the first body has been piped.
      await delivery.receive(checkedBytes(result.value));
    }
  }
}
