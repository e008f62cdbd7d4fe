// The figures that onstate receives: enough to measure what users notice.
import { expect, test } from 'vitest';
import type { StreamStatus } from '../../../js/src/index.js';
import { play, controlledResponse, waitAfterHello } from '../support/timed-scene.js';

test('onstate: has the times since the call, the largest gap, and the bytes so far', async () => {
  const [first, second] = [controlledResponse(), controlledResponse()];
  const statuses: StreamStatus[] = [];
  const { environment, server, done, messages } = await play(
    {
      // The test reads the clock to see when the stream is being read.
      timeouts: { idle: 90_000 },
      onstate: (status) => statuses.push(status),
      isTerminal: ({ data }) => data === 'end',
    },
    first.respond,
    second.respond,
  );
  environment.time += 300;
  const response = await first.response;
  const send = async (text: string): Promise<void> => {
    response.write(text);
    await environment.nextWait();
  };
  await waitAfterHello(environment);
  const headersAt = statuses.at(-1);
  environment.time += 200;
  await send('data: a\n\n');
  environment.time += 1000;
  await send(': awake\n');
  environment.time += 500;
  await send('data: b\n\n');
  environment.time += 50;
  server.dropConnections();
  (await environment.nextWait()).release();
  const again = await second.response;
  await waitAfterHello(environment);
  again.write('data: end\n\n');
  again.end();
  await done;

  expect(messages).toEqual(['a', 'b', 'end']);
  expect(headersAt).toMatchObject({
    state: 'open',
    timeToHeaders: 300,
    timeToFirstMessage: undefined,
    largestGap: 0,
  });
  expect(statuses.at(-1)).toEqual({
    state: 'closed',
    attempts: 2,
    messages: 3,
    bytes: 2 * ': hello\n'.length + ': awake\n'.length + 2 * 9 + 'data: end\n\n'.length,
    timeToHeaders: 300,
    timeToFirstMessage: 500,
    largestGap: 1500,
  });
});
