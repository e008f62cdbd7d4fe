// Dozens of streams at once, through every API, from a server with planned faults: each message
// arrives once, in order.
import { expect, test, vi } from 'vitest';
import { eventSourceIn } from '../../../js/src/shapes/event-source/event-source.js';
import { streamOfMessages } from '../../../js/src/shapes/event-stream.js';
import { streamWithCallbacks } from '../../../js/src/shapes/fetch-event-source.js';
import { load } from '../../../js/src/runtime/load.js';
import { settle, unhandledRejections } from '../support/host.js';
import { readToTheEnd, type Library } from './clients.js';
import { Ledger, sumOf } from './ledger.js';
import { CLOCK, PassingEnvironment } from './passing-environment.js';
import { kindOf, KINDS } from './kinds.js';
import { faultsIn, planOf, type AttemptPlan } from './plan.js';
import { Random } from './random.js';
import { bodyFor } from './requests.js';
import { ChaosServer } from './server.js';

// Long loops that also have to finish on a busy machine.
vi.setConfig({ testTimeout: 240_000 });

const SEED = 20_261_121;
const STREAMS = 4 * KINDS.length;
const MESSAGES = 500;
const MEBIBYTE = 1024 * 1024;

test('chaos: no message is lost, repeated or out of order, and no connection or memory is kept', async () => {
  const rejections = unhandledRejections();
  const { functions, memory } = await load();
  const create = vi.spyOn(functions, 'createParser');
  const destroy = vi.spyOn(functions, 'destroyParser');
  const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const server = new ChaosServer({ seed: SEED, messages: MESSAGES, pause });
  await server.listen();

  const ledgers = Array.from({ length: STREAMS }, (_, stream) => new Ledger(stream, MESSAGES));
  const calls = await Promise.all(
    ledgers.map((ledger, stream) => {
      const environment = new PassingEnvironment(new Random(SEED, stream, 1), (signal) =>
        server.stalls.of(stream, signal),
      );
      return readToTheEnd({
        library: libraryIn(environment),
        kind: kindOf(stream),
        url: server.urlOf(stream),
        body: bodyFor(stream),
        clock: CLOCK,
        ledger,
        random: new Random(SEED, stream, 2),
      });
    }),
  );
  await settle();
  const left = await server.drained().then(
    () => 0,
    () => server.openSockets,
  );
  await server.close();

  expect(sumOf(ledgers.map(({ account }) => account))).toEqual({
    messages: STREAMS * MESSAGES,
    lost: 0,
    twice: 0,
    outOfOrder: 0,
    invented: [],
  });
  expect(server.requests.wrong).toEqual([]);
  expect(calls.flatMap((records, stream) => server.requests.miscounted(stream, records))).toEqual(
    [],
  );
  expect(server.crowded).toEqual([]);
  expect(server.stalls.endured).toEqual([]);
  expect(server.mostLive).toBeLessThanOrEqual(STREAMS);
  expect({ live: server.live, sockets: left }).toEqual({ live: 0, sockets: 0 });
  expect(destroy).toHaveBeenCalledTimes(create.mock.calls.length);
  expect(memory).toBe((await load()).memory);
  expect(memory.buffer.byteLength).toBeLessThanOrEqual(2 * MEBIBYTE);
  expect(rejections).toEqual([]);
  // Fails if the plan lacks a fault, which would make the test prove less.
  expect(Object.keys(server.faults).sort()).toEqual(faultsIn(plansOf(SEED)));
});

test('chaos plan: the same seed makes the same plan', () => {
  expect(plansOf(5)).toEqual(plansOf(5));
  expect(plansOf(5)).not.toEqual(plansOf(6));
});

/** Of enough attempts to have everything that a seed can select. */
function plansOf(seed: number): AttemptPlan[] {
  return Array.from({ length: 5_000 }, (_, index) => planOf(seed, index % STREAMS, index));
}

function libraryIn(environment: PassingEnvironment): Library {
  return {
    fetchEventSource: (url, init) => streamWithCallbacks(url, init, environment),
    eventStream: (url, init) => streamOfMessages(url, init, environment),
    openEventSource: (url, init) => eventSourceIn(environment, url, init),
  };
}
