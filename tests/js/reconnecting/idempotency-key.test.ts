// idempotencyKey: one key for each call, the same in every attempt.
import { describe, expect, test } from 'vitest';
import { EventSource, fetchEventSource } from '../../../js/src/index.js';
import { streamWithCallbacks } from '../../../js/src/shapes/fetch-event-source.js';
import type { FetchEventSourceInit } from '../../../js/src/options/fetch-event-source-init.js';
import { deferred, rejectionOf } from '../support/deferred.js';
import { FakeEnvironment } from '../support/fake-environment.js';
import { drops, endsAfter, startServer } from '../support/server.js';

const POST = { method: 'POST', body: 'b' };
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The keys of three attempts. Only the last attempt is complete. */
async function keysOf(init: FetchEventSourceInit): Promise<unknown[]> {
  const server = await startServer(drops, drops, endsAfter('data: a\n\n'));
  const environment = new FakeEnvironment();
  environment.releaseAll();
  await streamWithCallbacks(server.url, { ...POST, ...init }, environment);
  return server.requests.map(({ headers }) => headers['idempotency-key']);
}

test('idempotencyKey: sends no key by default', async () => {
  expect(await keysOf({})).toEqual([undefined, undefined, undefined]);
  expect(await keysOf({ idempotencyKey: false })).toEqual([undefined, undefined, undefined]);
});

test("idempotencyKey: sends the caller's key with every attempt", async () => {
  expect(await keysOf({ idempotencyKey: 'order-7' })).toEqual(['order-7', 'order-7', 'order-7']);
});

test('idempotencyKey: true sends one random UUID with every attempt', async () => {
  const keys = await keysOf({ idempotencyKey: true });

  expect(keys[0]).toMatch(UUID);
  expect(keys).toEqual([keys[0], keys[0], keys[0]]);
});

test('idempotencyKey: true makes a new UUID for every call', async () => {
  const [first] = await keysOf({ idempotencyKey: true });
  const [second] = await keysOf({ idempotencyKey: true });

  expect(second).not.toBe(first);
});

test.each([
  ['a record', { 'Idempotency-Key': 'mine' }],
  ['Headers', new Headers({ 'idempotency-key': 'mine' })],
  ['a function', () => ({ 'idempotency-key': 'mine' })],
])('idempotencyKey: a header of the caller takes precedence: %s', async (_kind, headers) => {
  expect(await keysOf({ headers, idempotencyKey: true })).toEqual(['mine', 'mine', 'mine']);
});

test('idempotencyKey: is an option of EventSource, too', async () => {
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

describe('invalid idempotency keys', () => {
  test.each([7, {}, null])(
    'rejects %s with a TypeError and sends no request',
    async (idempotencyKey) => {
      const server = await startServer(endsAfter(''));

      const error = await rejectionOf(
        fetchEventSource(server.url, { idempotencyKey: idempotencyKey as unknown as string }),
      );

      expect(error).toBeInstanceOf(TypeError);
      expect((error as Error).message).toMatch(/idempotencyKey to be a string or a boolean/);
      expect(server.requests).toEqual([]);
    },
  );

  test('rejects a text that no header can carry as an invalid request', async () => {
    const server = await startServer(endsAfter(''));

    const error = await rejectionOf(fetchEventSource(server.url, { idempotencyKey: 'a\nb' }));

    expect(error).toMatchObject({ name: 'InvalidRequestError', phase: 'connect' });
  });
});
