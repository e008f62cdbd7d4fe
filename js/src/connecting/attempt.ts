// One attempt: opens a connection, checks the response, and has the body read.
import { load } from '../runtime/load.js';
import { Outcome } from '../runtime/module.js';
import { Connection } from './connection.js';
import { Failure, handlerFailed, runtimeUnavailable } from '../request/failure.js';
import { Delivery } from './delivery.js';
import type { RequestTemplate } from '../request/request.js';
import type { StreamHandlers } from './handlers.js';
import type { StreamOptions } from './stream-options.js';
import type { StreamProgress } from './progress.js';
import { readBody } from './read-body.js';
import { Watchdog } from './watchdog.js';

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
  const connection = new Connection(options);
  const watchdog = new Watchdog(options.timeouts, environment);
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
    // Before the module is compiled. If the connection is lost in the meantime, the first chunk would be lost, too.
    connection.readAhead();
    const runtime = await loading;
    if (runtime instanceof Failure) {
      throw runtime;
    }
    if (!isClosed()) {
      delivery = new Delivery(runtime, options.maxEventBytes, handlers, progress, isResumed);
      await readBody({
        connection,
        delivery,
        environment,
        handlers,
        progress,
        response,
        watchdog,
      });
    }
    if (!isClosed()) {
      await callAsking('onclose', Outcome.ended, handlers.onclose);
    }
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
