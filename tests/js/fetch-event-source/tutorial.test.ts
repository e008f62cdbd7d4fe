// The example of the tutorials runs unchanged on each of its paths. tests/js/node/ checks the paths
// with the original package.
import { describe, expect, test } from 'vitest';
import { StreamInterruptedError } from '../../../js/src/index.js';
import { streamWithCallbacks } from '../../../js/src/shapes/fetch-event-source.js';
import type { FetchEventSourceInit } from '../../../js/src/options/fetch-event-source-init.js';
import { FakeEnvironment } from '../support/fake-environment.js';
import { startServer, staysOpenAfter } from '../support/server.js';
import { GOODBYE, testTutorialPaths, traced, type Run } from '../support/tutorial-paths.js';

const ours: Run = (input, init) => {
  const environment = new FakeEnvironment();
  environment.releaseAll();
  return streamWithCallbacks(input, init as FetchEventSourceInit, environment);
};

describe('tutorial: same result as with @microsoft/fetch-event-source', () =>
  testTutorialPaths(ours));

describe('tutorial: intended differences', () => {
  test('a POST that was cut after a message is not sent and paid twice', async () => {
    const server = await startServer(staysOpenAfter('data: a\n\n'), GOODBYE);
    const { trace, init } = traced('POST');
    const onmessage = (message: Parameters<typeof init.onmessage>[0]): void => {
      init.onmessage(message);
      server.dropConnections();
    };

    const outcome: unknown = await ours(server.url, { ...init, onmessage }).catch(
      (reason: unknown) => reason,
    );

    expect(trace).toEqual(['onopen 200', 'onmessage :a', 'onerror of the network']);
    expect(outcome).toBeInstanceOf(StreamInterruptedError);
    expect(server.requests.length).toBe(1);
  });
});
