// A call on a page: its server, its time, and a log of its calls, in order.
import { streamWithCallbacks } from '../../../js/src/shapes/fetch-event-source.js';
import type { FetchEventSourceInit } from '../../../js/src/options/fetch-event-source-init.js';
import { FakeEnvironment } from './fake-environment.js';
import { endsAfter, startServer, staysOpenAfter, type Respond, type TestServer } from './server.js';

export const REST = endsAfter('data: rest\n\n');
export const FIRST = staysOpenAfter('id: 7\ndata: a\n\n');

export interface Scene {
  readonly server: TestServer;
  readonly environment: FakeEnvironment;
  /** Handler calls and states, in order. */
  readonly log: string[];
  readonly done: Promise<void>;
  /** Resolves once an entry has been logged that often. */
  readonly logged: (entry: string, times?: number) => Promise<void>;
}

export async function scene(init: FetchEventSourceInit, ...responds: Respond[]): Promise<Scene> {
  const server = await startServer(...responds);
  return play(server, server.url, init);
}

/** The same, with a server whose URL is not on this machine. */
export async function remoteScene(
  init: FetchEventSourceInit,
  ...responds: Respond[]
): Promise<Scene> {
  const server = await startServer(...responds);
  return play(server, 'http://192.0.2.1/stream', {
    fetch: (_input, request) => fetch(server.url, request),
    ...init,
  });
}

function play(server: TestServer, url: string, init: FetchEventSourceInit): Scene {
  const environment = new FakeEnvironment();
  const log: string[] = [];
  const watchers = new Set<() => void>();
  const note = (entry: string): void => {
    log.push(entry);
    watchers.forEach((notice) => notice());
  };
  const done = streamWithCallbacks(
    url,
    {
      onmessage: ({ data }) => note(data),
      onstate: ({ state }) => note(state),
      onretry: ({ delay }) => note(`retry in ${delay}`),
      onerror: (error: Error) => note(error.name),
      onclose: () => note('onclose'),
      ...init,
    },
    environment,
  );
  const logged = async (entry: string, times = 1): Promise<void> => {
    while (log.filter((other) => other === entry).length < times) {
      await new Promise<void>((resolve) => watchers.add(resolve));
    }
  };
  return { server, environment, log, done, logged };
}
