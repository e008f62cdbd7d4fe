// One attempt: opens a connection, checks the response, and reads the body.
import { load } from '../runtime/load.js';
import { Outcome } from '../runtime/module.js';
import { createConnection } from './connection.js';
import {
  bodyLost,
  Failure,
  handlerFailed,
  runtimeUnavailable,
  streamTruncated,
} from '../request/failure.js';
import { createDelivery, type Delivery } from './delivery.js';
import type { RequestTemplate } from '../request/request.js';
import type { ReadResult } from '../request/response-body.js';
import type { StreamHandlers } from './handlers.js';
import type { StreamOptions } from './stream-options.js';
import type { StreamProgress } from './progress.js';
import { createWatchdog } from './watchdog.js';

export interface Attempt {
  readonly response: Response | undefined;
  /** Resolves with the failure of the attempt, or with `undefined` at the end of the stream and after `close`. */
  run(request: RequestTemplate): Promise<Failure | undefined>;
  /** Closes the connection. Messages received before are delivered, then the attempt fails with `failure`. */
  interrupt(failure: Failure): void;
  /** Ends the attempt. Nothing is delivered after it. */
  close(): void;
}

export function createAttempt(
  options: StreamOptions,
  handlers: StreamHandlers,
  progress: StreamProgress,
  isResumed: boolean,
): Attempt {
  const { environment } = options;
  const { figures } = progress;
  const connection = createConnection(options);
  const watchdog = createWatchdog(options.timeouts, environment);
  let delivery: Delivery | undefined;
  let interruption: Failure | undefined;
  let closed = false;

  /** A function, because TypeScript assumes that `closed` does not change during `await`. */
  const isClosed = (): boolean => closed;

  async function run(request: RequestTemplate): Promise<void> {
    progress.complete = false;
    progress.startedOver = false;
    progress.ids.beginAttempt();
    const opening = connection.open(request, progress.lastEventId);
    // Started after `fetch`, so that compiling the module does not delay the request.
    const loading = load().catch(runtimeUnavailable);
    const response = (progress.response = await watchdog.watchOpening(opening));
    if (isClosed()) {
      return;
    }
    if (handlers.onopen === undefined) {
      await handlers.onresponse?.(response);
      await options.accept(response, environment, handlers.dataOfLine === undefined);
    } else {
      await callAsking('onopen', Outcome.handlerFailed, handlers.onopen, response);
    }
    if (isClosed()) {
      return;
    }
    figures.timeToHeaders ??= environment.now() - progress.startedAt;
    progress.acceptedHeaders = response.headers;
    handlers.onaccept?.(response);
    if (isClosed()) {
      return;
    }
    // Reads before the module is compiled. If the connection is lost in the meantime, the first chunk would be lost, too.
    const first = connection.read();
    first.then(undefined, () => undefined);
    const runtime = await loading;
    if (runtime instanceof Failure) {
      throw runtime;
    }
    if (!isClosed()) {
      delivery = createDelivery(runtime, options.maxEventBytes, handlers, progress, isResumed);
      await read(delivery, response, first);
    }
    if (!isClosed()) {
      await callAsking('onclose', Outcome.ended, handlers.onclose);
    }
  }

  /** Whether the last message has arrived. */
  const isComplete = (): boolean => progress.complete === true || handlers.ending?.() !== undefined;

  async function read(
    { receive, end, contents }: Delivery,
    response: Response,
    first: PromiseLike<ReadResult>,
  ): Promise<void> {
    // Looked up once, because a lookup per chunk is slow compared to a small message.
    const { ready, ending, onread, onstate } = handlers;
    for (let pending: PromiseLike<ReadResult> | undefined = first; ; pending = undefined) {
      // Awaiting a value that is not a promise would cost another microtask turn.
      const waiting = ready?.();
      if (waiting !== undefined) {
        await waiting;
      }
      let bytes: Uint8Array | undefined;
      try {
        const reading = watchdog.watchReading(pending ?? connection.read(), ending?.());
        bytes = connection.bytesOf(await reading);
        if (bytes === undefined) {
          await end();
        }
      } catch (thrown) {
        // After the last message, a lost connection is not a failure.
        if (!isComplete()) {
          throw thrown instanceof Failure ? thrown : bodyLost(thrown);
        }
      }
      if (bytes === undefined) {
        onread?.(true, response);
        if (!mayEnd()) {
          throw streamTruncated();
        }
        return;
      }
      if (closed) {
        return;
      }
      // Only `onstate` needs the figures.
      const at = onstate && environment.now();
      const before = contents();
      figures.bytes += bytes.length;
      const receiving = receive(bytes);
      if (receiving !== undefined) {
        await receiving;
      }
      onread?.(false, response);
      if (contents() > before) {
        watchdog.contentDelivered();
        if (at !== undefined) {
          figures.timeToFirstMessage ??= at - progress.startedAt;
          // Before the first message, the difference is NaN.
          figures.largestGap = Math.max(figures.largestGap, at - progress.lastMessageAt || 0);
          progress.lastMessageAt = at;
        }
      }
    }
  }

  function mayEnd(): boolean {
    const hasNothing = connection.isBodiless() && figures.messages === 0;
    const isAnyEnd = handlers.isTerminal === undefined && handlers.ending === undefined;
    return isAnyEnd || isComplete() || hasNothing;
  }

  function close(): void {
    closed = true;
    watchdog.close();
    connection.close();
    delivery?.close();
  }

  return {
    get response() {
      return connection.response;
    },
    async run(request) {
      try {
        await run(request);
        return undefined;
      } catch (thrown) {
        // Any other error is a bug in this package and must not be reported as a network error.
        if (!(thrown instanceof Failure)) {
          throw thrown;
        }
        return thrown.thrown === undefined ? (interruption ?? thrown) : thrown;
      } finally {
        // The connection must be closed before the next one is opened.
        close();
      }
    },
    interrupt(failure) {
      interruption ??= failure;
      connection.close();
    },
    close,
  };
}

/** Calls `onopen` or `onclose`. If it throws, it requests another attempt. A `Failure` is rethrown unchanged. */
async function callAsking<Arguments extends unknown[]>(
  name: string,
  outcome: Outcome,
  handler: ((...args: Arguments) => unknown) | undefined,
  ...args: Arguments
): Promise<void> {
  try {
    await handler?.(...args);
  } catch (thrown) {
    throw thrown instanceof Failure ? thrown : handlerFailed(name, thrown, true, outcome);
  }
}
