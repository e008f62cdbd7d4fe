// Reads the body of a response to its end, chunk by chunk.
import type { Environment } from '../platform/environment.js';
import { bodyLost, Failure, streamTruncated } from '../request/failure.js';
import type { ReadResult } from '../request/response-body.js';
import type { Connection } from './connection.js';
import type { Delivery } from './delivery.js';
import type { StreamHandlers } from './handlers.js';
import type { StreamProgress } from './progress.js';
import type { Watchdog } from './watchdog.js';

/** The parts of an attempt that take part in reading its body. */
export interface BodyReading {
  readonly connection: Connection;
  readonly delivery: Delivery;
  readonly environment: Environment;
  readonly handlers: StreamHandlers;
  readonly progress: StreamProgress;
  readonly response: Response;
  readonly watchdog: Watchdog;
}

/**
 * Resolves at the end of the body. Rejects with a `Failure` if the connection is lost, a handler fails, or the last message
 * is missing. May stay pending after the delivery was closed.
 */
export async function readBody(reading: BodyReading): Promise<void> {
  const { connection, delivery, handlers, progress, response } = reading;
  const { ending, isTerminal, onread } = handlers;
  const isComplete = (): boolean => progress.complete === true || ending?.() !== undefined;
  const isEnd = await readChunks(reading, isComplete);
  if (delivery.isClosed()) {
    return;
  }
  try {
    if (isEnd) {
      await delivery.end();
    }
  } catch (thrown) {
    if (!isComplete()) {
      throw thrown;
    }
  }
  onread?.(true, response);
  const isAnyEnd = isTerminal === undefined && ending === undefined;
  const hasNothing = connection.isBodiless && progress.figures.messages === 0;
  if (!isAnyEnd && !isComplete() && !hasNothing) {
    throw streamTruncated();
  }
}

/**
 * Resolves with `true` at the end of the body and after a close, and with `false` if the connection was lost after the last
 * message.
 *
 * Callbacks instead of `await`, because a suspended function keeps its latest chunk. With many streams, V8 may then take all
 * chunks for long-lived objects, and keep them until the next full garbage collection.
 */
function readChunks(
  {
    connection,
    delivery,
    environment,
    handlers: { ending, onread, onstate, ready },
    progress,
    response,
    watchdog,
  }: BodyReading,
  isComplete: () => boolean,
): Promise<boolean> {
  const { figures } = progress;
  return new Promise((resolve, reject) => {
    /** When the current chunk arrived. */
    let arrivedAt: number | undefined;
    let messagesBefore = 0;

    function read(): void {
      if (delivery.isClosed()) {
        resolve(true);
        return;
      }
      try {
        if (ready === undefined || ready(read)) {
          watchdog.watchReading(connection.read(), ending?.()).then(take, lose);
        }
      } catch (thrown) {
        lose(thrown);
      }
    }

    function take(result: ReadResult): void {
      let bytes: Uint8Array | undefined;
      try {
        bytes = connection.bytesOf(result);
      } catch (thrown) {
        lose(thrown);
        return;
      }
      if (bytes === undefined || delivery.isClosed()) {
        resolve(true);
        return;
      }
      // Only `onstate` needs the figures.
      arrivedAt = onstate && environment.now();
      messagesBefore = delivery.contents;
      figures.bytes += bytes.length;
      try {
        const receiving = delivery.receive(bytes);
        if (receiving === undefined) {
          finishChunk();
        } else {
          receiving.then(finishChunk).catch(reject);
        }
      } catch (thrown) {
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
        reject(thrown);
      }
    }

    function finishChunk(): void {
      onread?.(false, response);
      if (delivery.contents > messagesBefore) {
        watchdog.contentDelivered();
        if (arrivedAt !== undefined) {
          figures.timeToFirstMessage ??= arrivedAt - progress.startedAt;
          // Before the first message, the difference is NaN.
          figures.largestGap = Math.max(
            figures.largestGap,
            arrivedAt - progress.lastMessageAt || 0,
          );
          progress.lastMessageAt = arrivedAt;
        }
      }
      read();
    }

    /** After the last message, a lost connection is not a failure. */
    function lose(thrown: unknown): void {
      if (isComplete()) {
        resolve(false);
      } else {
        reject(thrown instanceof Failure ? thrown : bodyLost(thrown));
      }
    }

    read();
  });
}
