// idempotencyKey: one key a call, the same in every attempt, where it is asked for.
import { describe, expect, test } from 'vitest';
import { EventSource, fetchEventSource } from '../../../js/src/index.js';
import { streamWithCallbacks } from '../../../js/src/shapes/fetch-event-source.js';
import type { FetchEventSourceInit } from '../../../js/src/options/fetch-event-source-init.js';
import { deferred, rejectionOf } from '../support/deferred.js';
import { FakeEnvironment } from '../support/fake-environment.js';
import { drops, endsAfter, startServer } from '../support/server.js';

const POST = { method: 'POST', body: 'b' };
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The keys of three attempts, of which the last one is complete. */
async function keysOf(init: FetchEventSourceInit): Promise<unknown[]> {
  const server = await startServer(drops, drops, endsAfter('data: a\n\n'));
  const environment = new FakeEnvironment();
  environment.releaseAll();
  await streamWithCallbacks(server.url, { ...POST, ...init }, environment);
  return server.requests.map(({ headers }) => headers['idempotency-key']);
}

test('none is sent where none is asked for', async () => {
  expect(await keysOf({})).toEqual([undefined, undefined, undefined]);
  expect(await keysOf({ idempotencyKey: false })).toEqual([undefined, undefined, undefined]);
});

test('a key of the caller goes with every attempt', async () => {
  expect(await keysOf({ idempotencyKey: 'order-7' })).toEqual(['order-7', 'order-7', 'order-7']);
});

test('true makes a random UUID, the same for every attempt', async () => {
  const keys = await keysOf({ idempotencyKey: true });

  expect(keys[0]).toMatch(UUID);
  expect(keys).toEqual([keys[0], keys[0], keys[0]]);
});

test('true makes another UUID for every call', async () => {
  const [first] = await keysOf({ idempotencyKey: true });
  const [second] = await keysOf({ idempotencyKey: true });

  expect(second).not.toBe(first);
});

test.each([
  ['a record', { 'Idempotency-Key': 'mine' }],
  ['Headers', new Headers({ 'idempotency-key': 'mine' })],
  ['a function', () => ({ 'idempotency-key': 'mine' })],
])('a header of the caller takes its place: %s', async (_kind, headers) => {
  expect(await keysOf({ headers, idempotencyKey: true })).toEqual(['mine', 'mine', 'mine']);
});

test('EventSource takes it too', async () => {
  const server = await startServer(endsAfter('data: a\n\n'));
  const received = deferred();
  const source = new EventSource(server.url, { ...POST, idempotencyKey: 'order-8' });
  source.onmessage = () => {
    source.close();
    received.resolve();
  };

  await received.promise;

  expect(server.requests[0]?.headers['idempotency-key']).toBe('order-8');
});

describe('what is no key', () => {
  test.each([7, {}, null])('%s: a TypeError, and no request', async (idempotencyKey) => {
    const server = await startServer(endsAfter(''));

    const error = await rejectionOf(
      fetchEventSource(server.url, { idempotencyKey: idempotencyKey as unknown as string }),
    );

    expect(error).toBeInstanceOf(TypeError);
    expect((error as Error).message).toMatch(/idempotencyKey to be a string or a boolean/);
    expect(server.requests).toEqual([]);
  });

  test('a text that no header can carry is an invalid request', async () => {
    const server = await startServer(endsAfter(''));

    const error = await rejectionOf(fetchEventSource(server.url, { idempotencyKey: 'a\nb' }));

    expect(error).toMatchObject({ name: 'InvalidRequestError', phase: 'connect' });
  });
});
