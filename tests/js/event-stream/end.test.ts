// Closes or aborts an eventStream in each phase: the connection is closed, and pending next() calls
// settle.
import { describe, expect, test } from 'vitest';
import { eventStream, type EventStream } from '../../../js/src/index.js';
import { streamOfMessages } from '../../../js/src/shapes/event-stream.js';
import { pulledBody } from '../support/pulled-body.js';
import { rejectionOf, settle } from '../support/deferred.js';
import { FakeEnvironment } from '../support/fake-environment.js';
import { unhandledRejections } from '../support/host.js';
import {
  drops,
  endsAfter,
  startServer,
  staysOpenAfter,
  staysSilent,
  type Respond,
  type TestServer,
} from '../support/server.js';
import { END, step } from '../support/steps.js';

/** Not an Error, because the reason of a signal may be any value. */
const REASON = { mine: true };

interface Scene {
  readonly stream: EventStream;
  readonly server: TestServer;
  readonly environment: FakeEnvironment;
  readonly controller: AbortController;
  /** The next() that is pending when the phase is reached. */
  pending: Promise<unknown> | undefined;
}

interface Phase {
  readonly name: string;
  readonly responds: Respond[];
  /** The number of requests up to this phase. */
  readonly requests: number;
  reach(scene: Scene): Promise<void>;
}

const unfinishedErrorPage: Respond = (response) => {
  response.writeHead(500, { 'content-type': 'text/html', connection: 'close' }).write('<html>');
};

const PHASES: Phase[] = [
  {
    name: 'before the first next()',
    responds: [endsAfter('data: a\n\n')],
    requests: 0,
    reach: async () => {},
  },
  {
    name: 'before the response',
    responds: [staysSilent],
    requests: 1,
    reach: async (scene) => {
      scene.pending = scene.stream.next();
      await scene.server.received(1);
    },
  },
  {
    name: 'while next() waits for a message',
    responds: [staysOpenAfter('data: a\n\ndata: b')],
    requests: 1,
    reach: async (scene) => {
      await scene.stream.next();
      scene.pending = scene.stream.next();
      await settle();
    },
  },
  {
    name: 'between two messages of a chunk',
    responds: [staysOpenAfter('data: a\n\ndata: b\n\n')],
    requests: 1,
    reach: async ({ stream }) => {
      expect(await stream.next()).toEqual(step('a'));
    },
  },
  {
    name: 'during the retry delay',
    responds: [drops],
    requests: 1,
    reach: async (scene) => {
      scene.pending = scene.stream.next();
      await scene.environment.nextWait();
    },
  },
  {
    name: 'while an error page is read',
    responds: [unfinishedErrorPage],
    requests: 1,
    reach: async (scene) => {
      scene.pending = scene.stream.next();
      await scene.environment.nextWait();
      // In a worker, Firefox may keep the connection of a body that is opened and cancelled in the
      // same turn.
      await settle();
    },
  },
];

async function scene({ responds }: Phase): Promise<Scene> {
  const server = await startServer(...responds);
  const environment = new FakeEnvironment();
  const controller = new AbortController();
  const stream = streamOfMessages(server.url, { signal: controller.signal }, environment);
  return { server, environment, controller, stream, pending: undefined };
}

/** Checks that no connection is open and that no further request is sent. */
async function expectNothingLeft(
  { server, environment }: Scene,
  { requests }: Phase,
): Promise<void> {
  await server.allSocketsClosed();
  await settle();
  expect(environment.pendingWaits).toBe(0);
  expect(server.requests.length).toBe(requests);
}

describe.each(PHASES)('eventStream end: $name', (phase) => {
  test.each<[string, (stream: EventStream) => unknown]>([
    ['close()', (stream) => stream.close()],
    ['return()', (stream) => stream.return()],
    [
      'Symbol.asyncDispose',
      // An engine without Symbol.asyncDispose cannot use `await using`.
      (stream) => ('asyncDispose' in Symbol ? stream[Symbol.asyncDispose]() : stream.return()),
    ],
  ])(
    '%s: pending next() calls resolve with done, and the connection is closed',
    async (_how, end) => {
      const started = await scene(phase);
      await phase.reach(started);

      await end(started.stream);

      expect(await (started.pending ?? started.stream.next())).toEqual(END);
      expect(await started.stream.next()).toEqual(END);
      await expectNothingLeft(started, phase);
    },
  );

  test('abort: the pending next(), or else the following one, rejects with the reason', async () => {
    const started = await scene(phase);
    const unhandled = unhandledRejections();
    await phase.reach(started);

    started.controller.abort(REASON);

    expect(await rejectionOf(started.pending ?? started.stream.next())).toBe(REASON);
    expect(await started.stream.next()).toEqual(END);
    await expectNothingLeft(started, phase);
    expect(unhandled).toEqual([]);
  });
});

describe('eventStream end: a loop', () => {
  test.each<[string, (stream: EventStream) => Promise<void>]>([
    [
      'break',
      async (stream) => {
        for await (const { data } of stream) {
          expect(data).toBe('a');
          break;
        }
      },
    ],
    [
      'throw',
      async (stream) => {
        const loop = async (): Promise<void> => {
          for await (const { data } of stream) {
            throw new Error(data);
          }
        };
        await expect(loop()).rejects.toThrow('a');
      },
    ],
  ])('that is left with %s closes the connection', async (_how, loop) => {
    const server = await startServer(staysOpenAfter('data: a\n\ndata: b\n\n'));
    const stream = eventStream(server.url);

    await loop(stream);

    await server.allSocketsClosed();
    expect(await stream.next()).toEqual(END);
    expect(server.requests.length).toBe(1);
  });

  test('that aborts its own stream rejects with the reason', async () => {
    const server = await startServer(staysOpenAfter('data: a\n\ndata: b\n\n'));
    const controller = new AbortController();
    const texts: string[] = [];
    const loop = async (): Promise<void> => {
      for await (const { data } of eventStream(server.url, { signal: controller.signal })) {
        texts.push(data);
        controller.abort(REASON);
      }
    };

    expect(await rejectionOf(loop())).toBe(REASON);
    expect(texts).toEqual(['a']);
    await server.allSocketsClosed();
  });
});

describe('eventStream end: several pending next() calls', () => {
  const waiting = (): { stream: EventStream; steps: Promise<unknown>[]; abort: () => void } => {
    const controller = new AbortController();
    const fetch = (): Promise<Response> => new Promise(() => {});
    const stream = eventStream('http://127.0.0.1/', { fetch, signal: controller.signal });
    const steps = [stream.next(), stream.next(), stream.next()];
    return { stream, steps, abort: () => controller.abort(REASON) };
  };

  test('all resolve with done at close()', async () => {
    const { stream, steps } = waiting();

    stream.close();

    expect(await Promise.all(steps)).toEqual([END, END, END]);
  });

  test('abort: the first rejects, and the others resolve with done', async () => {
    const { stream, steps, abort } = waiting();
    const [first = Promise.resolve(), ...others] = steps;

    abort();

    expect(await rejectionOf(first)).toBe(REASON);
    expect(await Promise.all(others)).toEqual([END, END]);
    expect(await stream.next()).toEqual(END);
  });
});

describe('eventStream end: inside a handler', () => {
  test('close() in onopen: no message is delivered', async () => {
    const server = await startServer(endsAfter('data: a\n\n'));
    const stream = eventStream(server.url, { onopen: () => stream.close() });

    expect(await stream.next()).toEqual(END);
    await server.allSocketsClosed();
  });

  test.each<[string, (end: () => void) => unknown]>([
    ['at once', (end) => end()],
    [
      'after a while',
      async (end) => {
        await settle();
        end();
      },
    ],
    [
      'and then throws',
      (end) => {
        end();
        throw new Error('too late');
      },
    ],
  ])('close() in oncomment, %s: nothing is delivered after it', async (_how, oncomment) => {
    const body = pulledBody(': 1\n: 2\ndata: a\n\n');
    const comments: string[] = [];
    const stream: EventStream = eventStream('http://127.0.0.1/', {
      fetch: body.fetch,
      oncomment: (comment) => {
        comments.push(comment);
        return oncomment(() => stream.close());
      },
    });

    expect(await stream.next()).toEqual(END);
    await settle();
    expect(comments).toEqual(['1']);
    expect(body.cancelled).toBe(true);
  });
});
