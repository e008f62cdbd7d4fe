// Failures of the model server become one error event, after one request, without the key.

import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { freePort } from '../../support/local-server.mjs';
import { ask, openDemo } from './support/demo.js';
import { EventReader, parseChunk, textOf } from './support/event-reader.js';
import { chunk, openUpstream, streamHeaders, type Upstream } from './support/upstream.js';

const key = 'sk-demo-0123456789';
const environment = ({ url }: Pick<Upstream, 'url'>) => ({
  OPENAI_BASE_URL: url,
  OPENAI_API_KEY: key,
});

const json = (status: number, body: unknown) => (response: ServerResponse) => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

const html = (status: number) => (response: ServerResponse) => {
  response.writeHead(status, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>');
};

const stream =
  (...parts: string[]) =>
  (response: ServerResponse) => {
    response.writeHead(200, streamHeaders).end(parts.join(''));
  };

it.each([
  [
    'a 401 with JSON',
    json(401, { error: { message: `Incorrect API key provided: ${key}.` } }),
    'upstream_status_401',
    /status 401: Incorrect API key provided: \[key\]\. Check OPENAI_API_KEY\.$/,
  ],
  [
    'a 404 with JSON',
    json(404, { error: 'model "x" not found' }),
    'upstream_status_404',
    /status 404: model "x" not found\. Check OPENAI_BASE_URL and OPENAI_MODEL\.$/,
  ],
  ['a 429', json(429, {}), 'upstream_status_429', /try again later/],
  ['an HTML error page', html(502), 'upstream_status_502', /status 502: a web page/],
  ['an HTML page with status 200', html(200), 'upstream_not_a_stream', /is not an event stream/],
  [
    'an error inside the stream',
    stream(chunk('Once'), `data: {"error": {"message": "out of memory, ${key}"}}\n\n`),
    'upstream_error',
    /reported an error: out of memory, \[key\]$/,
  ],
  [
    'an event that is not JSON, and nothing after it',
    stream(chunk('Once'), 'data: {"choices": [\n\n'),
    'upstream_truncated',
    /before the answer/,
  ],
  [
    'a stream that ends too early',
    stream(chunk('Once')),
    'upstream_truncated',
    /before the answer/,
  ],
  [
    'a connection that breaks',
    (response: ServerResponse) => {
      response.writeHead(200, streamHeaders);
      response.write(chunk('Once'), () => response.destroy());
    },
    'upstream_dropped',
    /was lost during the answer/,
  ],
])('explains %s', async (_name, misbehave, code, message) => {
  const upstream = await openUpstream(misbehave);
  const demo = await openDemo({ env: environment(upstream) });

  const events = await new EventReader(await ask(demo, 'Hello')).rest();

  const last = events.at(-1);
  expect(last && parseChunk(last).error).toMatchObject({
    code,
    message: expect.stringMatching(message) as string,
  });
  expect(JSON.stringify(events)).not.toContain(key);
  expect(upstream.requests).toHaveLength(1);
});

it('explains that no server listens at the address', async () => {
  const origin = `http://127.0.0.1:${await freePort()}`;
  const demo = await openDemo({ env: environment({ url: `${origin}/v1` }) });

  const events = await new EventReader(await ask(demo, 'Hello')).rest();

  const last = events.at(-1);
  expect(last && parseChunk(last).error).toMatchObject({
    code: 'upstream_unreachable',
    message: `Could not reach the model server at ${origin} (ECONNREFUSED). Is it running, and is OPENAI_BASE_URL right?`,
  });
});

it('keeps the events before the failure, and sends them to a reader who resumes', async () => {
  const upstream = await openUpstream(stream(chunk('Once'), chunk(' upon')));
  const demo = await openDemo({ env: environment(upstream) });
  const events = await new EventReader(await ask(demo, 'Hello')).rest();

  const lastEventId = events[1]?.id ?? '';
  const resumed = await ask(demo, 'ignored', { 'last-event-id': lastEventId });

  expect(textOf(events.slice(0, -1))).toBe('Once upon');
  expect(await new EventReader(resumed).rest()).toEqual(events.slice(2));
  expect(upstream.requests).toHaveLength(1);
});

it('ends the request to the model when the answer is stopped', async () => {
  let closed: Promise<unknown> | undefined;
  const upstream = await openUpstream((response) => {
    closed = once(response, 'close');
    response.writeHead(200, streamHeaders).write(chunk('Once'));
  });
  const demo = await openDemo({ env: environment(upstream) });
  const reader = new EventReader(await ask(demo, 'Hello'));
  const [begin] = await reader.take(2);

  const answerId = begin?.id.replace(/:0$/, '') ?? '';
  await fetch(`${demo.url}/api/chat/${answerId}`, { method: 'DELETE' });

  await closed;
  expect((await reader.rest()).at(-1)?.data).toBe('[DONE]');
});
