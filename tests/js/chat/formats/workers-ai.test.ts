// workersAi: Cloudflare Workers AI, and how AI Gateway resumes an answer.
import { describe, expect, test } from 'vitest';
import { chatParts, workersAi } from '../../../../js/src/chat/index.js';
import { joined } from '../../support/chat-answer.js';
import { events } from '../../support/chat-streams/stream.js';
import { WORKERS_AI } from '../../support/chat-streams/workers-ai.js';
import { readsStreams } from '../../support/read-streams.js';
import { startServer, type Respond } from '../../support/server.js';

readsStreams('workersAi', WORKERS_AI);

const sends =
  (body: string, headers: Record<string, string> = {}): Respond =>
  (response) =>
    response
      .writeHead(200, { 'content-type': 'text/event-stream', connection: 'close', ...headers })
      .end(body);

const RUN = { 'cf-aig-run-id': 'run 1' };
const init = {
  format: workersAi,
  method: 'POST',
  body: '{}',
  retry: { initialDelay: 1, jitter: 0 },
} as const;

describe('workersAi: AI Gateway', () => {
  test('an answer with a run ID is continued after a cut from the number of received events', async () => {
    const server = await startServer(
      sends(events({ response: 'Hel' }, { response: 'lo' }), RUN),
      sends(events({ response: ', wor' })),
      sends(events({ response: 'ld' }, '[DONE]')),
    );

    const answer = await joined(chatParts(`${server.url}/gateways/main`, init));

    expect(answer).toEqual({ text: 'Hello, world', finish: ['other'] });
    expect(server.requests.map(({ method, path }) => [method, path])).toEqual([
      ['POST', '/stream/gateways/main'],
      ['GET', '/stream/gateways/main/run/run%201/resume?from=2'],
      ['GET', '/stream/gateways/main/run/run%201/resume?from=3'],
    ]);
  });

  test('an answer whose run has expired rejects with StreamInterruptedError', async () => {
    const server = await startServer(sends(events({ response: 'Hel' }), RUN), (response) =>
      response
        .writeHead(404, { 'content-type': 'application/json', connection: 'close' })
        .end('{"error":"Request not found"}'),
    );

    const { error, ...answer } = await joined(chatParts(server.url, init));

    expect(answer).toEqual({ text: 'Hel' });
    expect(error).toMatchObject({
      name: 'StreamInterruptedError',
      cause: { name: 'TruncatedError' },
    });
    expect(server.requests.length).toBe(2);
  });
});
