// A local server that responds like the providers, and a proxy that changes its responses.
import { LLMock } from '@copilotkit/aimock';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { serve } from '../../../support/test-server.js';

export const POEM = 'Streams — 流 — remember 🌊\n\n```js\nlet id = 1;\n```\n“données” ¿sí?\n';

/** Responds with POEM to every request. */
export async function startMock(): Promise<LLMock> {
  const mock = new LLMock({ port: 0, chunkSize: 3 });
  mock.onMessage(/.*/, { content: POEM, reasoning: 'Let me think' });
  await mock.start();
  onTestFinished(() => mock.stop());
  return mock;
}

/** Responds with the bodies of the server at `url`, each changed. Resolves to its own URL. */
export async function startRelay(url: string, change: (body: string) => string): Promise<string> {
  const relay = await serve((request, response) => {
    void relayed(url, request).then(async (answer) => {
      response.writeHead(answer.status, {
        'content-type': answer.headers.get('content-type') ?? '',
        connection: 'close',
      });
      response.end(change(await answer.text()));
    });
  });
  return relay.url;
}

async function relayed(url: string, request: IncomingMessage): Promise<Response> {
  const body = await text(request);
  return fetch(`${url}${request.url ?? ''}`, {
    method: request.method ?? 'GET',
    headers: { 'content-type': 'application/json' },
    body,
  });
}
