// An abort inside a function of the caller: no message is delivered, no other function is called, and
// no timer stays.
import { describe, expect, test } from 'vitest';
import {
  eventStream,
  fetchEventSource,
  type EventStreamInit,
  type FetchEventSourceInit,
  type StreamStatus,
} from '../../../js/src/index.js';
import { streamWithCallbacks } from '../../../js/src/shapes/fetch-event-source.js';
import { settle } from '../support/deferred.js';
import { FakeEnvironment } from '../support/fake-environment.js';
import { answers, startServer, staysOpenAfter } from '../support/server.js';

const TEXT = '{"first": 1}\n\ndata: second\n\ndata: third\n\n';
const HOOKS = ['dataOfLine', 'isTerminal', 'isKeepAlive', 'dedupe', 'cursor'] as const;

/** Functions that record their calls. The one named `hook` calls `abort`. */
function recordingHooks(hook: string, abort: () => void): { init: EventStreamInit; log: string[] } {
  const log: string[] = [];
  const record = <Value>(name: string, value: Value): Value => {
    log.push(name);
    if (name === hook) {
      abort();
    }
    return value;
  };
  return {
    log,
    init: {
      dataOfLine: (line) => record('dataOfLine', line),
      isTerminal: () => record('isTerminal', false),
      isKeepAlive: () => record('isKeepAlive', false),
      dedupe: () => record('dedupe', undefined),
      cursor: () => record('cursor', undefined),
    },
  };
}

describe.each(HOOKS.map((hook, index) => [hook, HOOKS.slice(0, index + 1)] as const))(
  'abort in %s',
  (hook, calls) => {
    test('fetchEventSource: delivers nothing and resolves', async () => {
      const server = await startServer(staysOpenAfter(TEXT));
      const stop = new AbortController();
      const { init, log } = recordingHooks(hook, () => stop.abort());

      await fetchEventSource(server.url, {
        ...init,
        signal: stop.signal,
        onmessage: () => log.push('onmessage'),
      });

      expect(log).toEqual(calls);
      await server.allSocketsClosed();
    });

    test('eventStream: close() ends the loop without the message', async () => {
      const server = await startServer(staysOpenAfter(TEXT));
      const { init, log } = recordingHooks(hook, () => stream.close());
      const stream = eventStream(server.url, init);

      for await (const { data } of stream) {
        log.push(data);
      }

      expect(log).toEqual(calls);
      await server.allSocketsClosed();
    });
  },
);

describe('abort as a pause begins', () => {
  /** Waits that remain after a call whose first attempt is refused. */
  async function pendingWaits(init: FetchEventSourceInit): Promise<number> {
    const server = await startServer(answers(503));
    const environment = new FakeEnvironment();

    await streamWithCallbacks(server.url, init, environment);
    await settle();

    return environment.pendingWaits;
  }

  test.each([0, 1, 2, 3, 4, 5])('%i turns after onretry leaves no timer', async (turns) => {
    const stop = new AbortController();
    const onretry = async (): Promise<void> => {
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      stop.abort();
    };

    expect(await pendingWaits({ signal: stop.signal, onretry })).toBe(0);
  });

  test('in onstate leaves no timer', async () => {
    const stop = new AbortController();
    const onstate = ({ state }: StreamStatus): void => {
      if (state === 'waiting') stop.abort();
    };

    expect(await pendingWaits({ signal: stop.signal, onstate })).toBe(0);
  });
});
