// A call with timeouts: its server, its time, and a response that the test sends step by step.
import { streamWithCallbacks } from '../../../js/src/shapes/fetch-event-source.js';
import type { FetchEventSourceInit } from '../../../js/src/options/fetch-event-source-init.js';
import { deferred } from './deferred.js';
import { FakeEnvironment, type Wait } from './fake-environment.js';
import { startServer, type Respond, type TestResponse, type TestServer } from './server.js';

/** The first bytes of a stream, so that every engine delivers its response. */
export const HELLO = ': hello\n';
const HEADERS = { 'content-type': 'text/event-stream' };

export interface TimedScene {
  readonly server: TestServer;
  readonly environment: FakeEnvironment;
  readonly messages: string[];
  readonly done: Promise<unknown>;
}

/** A call whose first attempts receive `responds`, with injected time. */
export async function play(
  init: FetchEventSourceInit,
  ...responds: Respond[]
): Promise<TimedScene> {
  const server = await startServer(...responds);
  const environment = new FakeEnvironment();
  const messages: string[] = [];
  const done = streamWithCallbacks(
    server.url,
    { onmessage: ({ data }) => void messages.push(data), ...init },
    environment,
  ).catch((error: unknown) => error);
  return { server, environment, messages, done };
}

/** A response that the test sends step by step. */
export function controlledResponse(): { respond: Respond; response: Promise<TestResponse> } {
  const { promise, resolve } = deferred<TestResponse>();
  return {
    response: promise,
    respond: (response) => {
      response.writeHead(200, HEADERS);
      // Firefox delivers a response with the first bytes of its body.
      response.write(HELLO);
      resolve(response);
    },
  };
}

/** The wait for the data after the hello. */
export async function waitAfterHello(environment: FakeEnvironment): Promise<Wait> {
  await environment.nextWait();
  return environment.nextWait();
}
