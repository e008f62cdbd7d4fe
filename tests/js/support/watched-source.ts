// A source under test: records its events and its state at each, and is closed when the test ends.
import { onTestFinished } from 'vitest';
import type { EventSourceInit } from '../../../js/src/options/event-source-init.js';
import {
  eventSourceIn,
  type EventSource,
} from '../../../js/src/shapes/event-source/event-source.js';
import type { EventStreamError } from '../../../js/src/index.js';
import { FakeEnvironment } from './fake-environment.js';
import { startServer, type Respond, type TestServer } from './server.js';

export interface Watched {
  readonly source: EventSource;
  /**
   * `'open 1'`, `'a message'` for a message, `'error 0'`: the number is the `readyState` at that
   * time.
   */
  readonly log: string[];
  readonly events: Event[];
  /** The errors of the `error` events. */
  readonly errors: (EventStreamError | undefined)[];
  /** Resolves to the log once it has so many lines. */
  readonly fired: (count: number) => Promise<string[]>;
}

export function watch(source: EventSource, ...types: string[]): Watched {
  const [log, events, errors]: [string[], Event[], Watched['errors']] = [[], [], []];
  let notice = (): void => {};
  const add = (event: Event, line: string): void => {
    events.push(event);
    log.push(line);
    notice();
  };
  source.addEventListener('open', (event) => add(event, `open ${source.readyState}`));
  source.addEventListener('error', (event) => {
    errors.push(event.error);
    add(event, `error ${source.readyState}`);
  });
  for (const type of ['message', ...types]) {
    source.addEventListener(type, (event) => add(event, `${String(event.data)} ${type}`));
  }
  onTestFinished(() => source.close());
  const fired = async (count: number): Promise<string[]> => {
    while (log.length < count) {
      await new Promise<void>((resolve) => {
        notice = resolve;
      });
    }
    return log;
  };
  return { source, log, events, errors, fired };
}

export interface Scene extends Watched {
  readonly server: TestServer;
  readonly environment: FakeEnvironment;
}

/** A source of a server that responds to its nth request with the nth of `responds`. */
export async function scene(init: EventSourceInit, ...responds: Respond[]): Promise<Scene> {
  const server = await startServer(...responds);
  const environment = new FakeEnvironment();
  const source = eventSourceIn(environment, server.url, init);
  return { server, environment, ...watch(source) };
}

/**
 * A body without messages. It has bytes, because Firefox resolves `fetch` with the first of them.
 */
export const QUIET = ':\n';

/** A stream of these chunks, complete. */
export function streamOf(...chunks: unknown[]): ReadableStream<Uint8Array> {
  return new ReadableStream<unknown>({
    start(controller) {
      const encoder = new TextEncoder();
      chunks.forEach((chunk) =>
        controller.enqueue(typeof chunk === 'string' ? encoder.encode(chunk) : chunk),
      );
      controller.close();
    },
  }) as ReadableStream<Uint8Array>;
}
