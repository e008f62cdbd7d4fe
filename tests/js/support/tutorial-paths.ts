// Every path through the example of the tutorials, as tests that run with a given library.
import { expect, test } from 'vitest';
import { answers, drops, endsAfter, startServer, type Respond, type TestServer } from './server.js';
import { FatalError, RetriableError, tutorialOptions } from './tutorial.js';

export type Run = (input: string, init: ReturnType<typeof traced>['init']) => Promise<void>;

/** The options of the tutorial. Their handlers record that they were called and how they ended. */
export function traced(method = 'GET'): {
  trace: string[];
  init: ReturnType<typeof tutorialOptions> & { method: string };
} {
  const trace: string[] = [];
  const options = tutorialOptions();
  const init = {
    ...options,
    method,
    onopen: (response: Response) => {
      trace.push(`onopen ${response.status}`);
      return options.onopen(response);
    },
    onmessage: (message: Parameters<typeof options.onmessage>[0]) => {
      trace.push(`onmessage ${message.event}:${message.data}`);
      options.onmessage(message);
    },
    onclose: () => {
      trace.push('onclose');
      options.onclose();
    },
    onerror: (error: unknown) => {
      const known = error instanceof FatalError || error instanceof RetriableError;
      trace.push(`onerror ${known ? error.constructor.name : 'of the network'}`);
      options.onerror(error);
    },
  };
  return { trace, init };
}

async function play(
  run: Run,
  responds: readonly Respond[],
  method?: string,
): Promise<{ trace: string[]; outcome: unknown; server: TestServer }> {
  const server = await startServer(...responds);
  const { trace, init } = traced(method);
  const outcome: unknown = await run(server.url, init).catch((reason: unknown) => reason);
  return { trace, outcome, server };
}

/** Ends every path that would continue forever. */
export const GOODBYE = endsAfter('event: FatalError\ndata: enough\n\n');
const GOODBYE_TRACE = ['onopen 200', 'onmessage FatalError:enough', 'onerror FatalError'];

/** Defines the tests of each path for one library. */
export function testTutorialPaths(run: Run): void {
  test.each<[string, Respond[], string[]]>([
    ['a FatalError from the server stops it', [], []],
    [
      'a stream that ends is opened again',
      [endsAfter('data: a\n\ndata: b\n\n')],
      ['onopen 200', 'onmessage :a', 'onmessage :b', 'onclose', 'onerror RetriableError'],
    ],
    [
      'a 429 is tried again',
      [answers(429), answers(429)],
      ['onopen 429', 'onerror RetriableError', 'onopen 429', 'onerror RetriableError'],
    ],
    ['a 500 is tried again', [answers(500)], ['onopen 500', 'onerror RetriableError']],
    [
      'another content type is tried again',
      [answers(200, { 'content-type': 'text/html' }, '<html>')],
      ['onopen 200', 'onerror RetriableError'],
    ],
    ['a dropped connection is tried again', [drops], ['onerror of the network']],
    [
      'no one of them excludes another',
      [drops, answers(503), endsAfter('event: x\ndata: y\n\n'), answers(429)],
      [
        ...['onerror of the network', 'onopen 503', 'onerror RetriableError'],
        ...['onopen 200', 'onmessage x:y', 'onclose', 'onerror RetriableError'],
        ...['onopen 429', 'onerror RetriableError'],
      ],
    ],
  ])('%s', async (_path, responds, expected) => {
    for (const method of ['GET', 'POST']) {
      const { trace, outcome } = await play(run, [...responds, GOODBYE], method);

      expect(trace).toEqual([...expected, ...GOODBYE_TRACE]);
      expect(outcome).toBeInstanceOf(FatalError);
      expect((outcome as Error).message).toBe('enough');
    }
  });

  test.each([400, 401, 403, 404, 422])('a %i stops it', async (status) => {
    const { trace, outcome, server } = await play(run, [answers(status)], 'POST');

    expect(trace).toEqual([`onopen ${status}`, 'onerror FatalError']);
    expect(outcome).toBeInstanceOf(FatalError);
    expect(server.requests.length).toBe(1);
  });
}
