// Opens streams, abandons them in every way, and prints the memory that they kept. A process of its
// own. Arguments: the server's URL and the number of streams. Not tested: dropping an iterator while
// next() waits for a silent server, because a pending loop looks the same.
import { getEventListeners } from 'node:events';
import { batched } from '../../../js/src/chat/batch.js';
import { realEnvironment, type Environment } from '../../../js/src/platform/environment.js';
import { load } from '../../../js/src/runtime/load.js';
import { eventSourceIn } from '../../../js/src/shapes/event-source/event-source.js';
import { eventStream } from '../../../js/src/shapes/event-stream.js';
import {
  fetchEventSource,
  streamWithCallbacks,
} from '../../../js/src/shapes/fetch-event-source.js';
import { ERROR_PAGE_DEADLINE } from '../support/fake-environment.js';

const [url = '', count = '0'] = process.argv.slice(2);
const AT_A_TIME = 20;
const PAUSE_AFTER = 5 * AT_A_TIME;
/** One signal for all streams: a listener that is not removed stays. */
const page = new AbortController();

const witnesses: WeakRef<object>[] = [];

/** Headers that are reachable as long as anything refers to their stream. */
function watched(): Record<string, string> {
  const headers = {};
  witnesses.push(new WeakRef(headers));
  return headers;
}

/**
 * Real time, except that an error page ends at once, and that `waiting` is called with every other
 * wait.
 */
function environment(waiting: () => void = () => {}): Environment {
  return {
    ...realEnvironment,
    wait: (delay, signal) => {
      if (delay === ERROR_PAGE_DEADLINE) return Promise.resolve();
      waiting();
      return realEnvironment.wait(60_000, signal);
    },
  };
}

const ends = new Error('abandoned');
const patient = { initialDelay: 500 };

/** Every way to abandon a stream. Each resolves once the stream is abandoned. */
const ways: (() => Promise<unknown>)[] = [
  // Before the request, and after it was sent.
  () =>
    withSignal(
      (signal, leave) => (leave(), fetchEventSource(`${url}/half`, { signal, headers: watched() })),
    ),
  () =>
    withSignal((signal, leave) => {
      const stream = fetchEventSource(`${url}/silent`, { signal, headers: watched() });
      leave();
      return stream;
    }),
  () =>
    withSignal((signal, leave) => {
      setImmediate(leave);
      return fetchEventSource(`${url}/silent`, { signal, headers: watched() });
    }),
  // At the response, at a message, in the middle of the next one.
  () =>
    withSignal((signal, onopen) =>
      fetchEventSource(`${url}/half`, { signal, headers: watched(), onopen }),
    ),
  () =>
    withSignal((signal, onmessage) =>
      fetchEventSource(`${url}/half`, { signal, headers: watched(), onmessage }),
    ),
  () =>
    withSignal((signal, leave) =>
      fetchEventSource(`${url}/half`, {
        signal,
        headers: watched(),
        onmessage: () => void setImmediate(leave),
      }),
    ),
  // While the promise of a handler never settles.
  () =>
    withSignal((signal, leave) =>
      fetchEventSource(`${url}/half`, {
        signal,
        headers: watched(),
        onmessage: () => (setImmediate(leave), new Promise(() => {})),
      }),
    ),
  // Between two attempts, after an error page that never ends.
  () =>
    withSignal((signal, leave) =>
      streamWithCallbacks(
        `${url}/refuses`,
        { signal, headers: watched(), retry: patient },
        environment(leave),
      ),
    ),
  // By a handler that throws, with the page's signal.
  () =>
    fetchEventSource(`${url}/half`, {
      signal: page.signal,
      headers: watched(),
      onmessage: () => {
        throw ends;
      },
    }).catch(() => undefined),
  () => fetchEventSource(`${url}/ends`, { signal: page.signal, headers: watched() }),
  // Iterators: never used, left by break, closed while next() is pending, aborted.
  async () => eventStream(`${url}/half`, { signal: page.signal, headers: watched() }),
  async () => {
    const stream = eventStream(`${url}/half`, { signal: page.signal, headers: watched() });
    for await (const { id } of stream) if (id === '1') break;
  },
  async () => {
    const stream = eventStream(`${url}/half`, { signal: page.signal, headers: watched() });
    await stream.next();
    const waiting = stream.next();
    stream.close();
    return waiting;
  },
  async () => {
    const leaving = new AbortController();
    const stream = eventStream(`${url}/half`, { signal: leaving.signal, headers: watched() });
    await stream.next();
    const waiting = stream.next().catch(() => undefined);
    leaving.abort();
    return waiting;
  },
  async () => {
    const stream = eventStream(`${url}/half`, { signal: page.signal, headers: watched() });
    await stream.next();
    return stream.return();
  },
  // Iterators that are not closed: dropped between two next() calls, in a loop that waits forever,
  // and while next() is pending.
  async () => {
    await eventStream(`${url}/half`, { signal: page.signal, headers: watched() }).next();
  },
  () =>
    new Promise<void>((resolve) => {
      void (async () => {
        for await (const { id } of eventStream(`${url}/half`, {
          signal: page.signal,
          headers: watched(),
        })) {
          resolve();
          await new Promise<void>(() => id);
        }
      })();
    }),
  async () => {
    void eventStream(`${url}/half`, { signal: page.signal, headers: watched() }).next();
  },
  // A batched iterator, dropped between two next() calls.
  async () => {
    const stream = eventStream(`${url}/half`, { signal: page.signal, headers: watched() });
    await batched(stream, { interval: 0 }).next();
  },
  // EventSource: closed at once, when it is open, at a message, and while it waits.
  async () =>
    eventSourceIn(environment(), `${url}/silent`, {
      signal: page.signal,
      headers: watched(),
    }).close(),
  ...['open', 'message'].map((type) => () => closedAt(type, '/half')),
  () => closedAt('error', '/ends'),
  () => closedAt('error', '/refuses'),
];

function withSignal(
  open: (signal: AbortSignal, leave: () => void) => Promise<unknown>,
): Promise<unknown> {
  const leaving = new AbortController();
  return open(leaving.signal, () => leaving.abort());
}

function closedAt(type: string, path: string): Promise<void> {
  const source = eventSourceIn(environment(), url + path, {
    signal: page.signal,
    headers: watched(),
  });
  return new Promise((resolve) => {
    source.addEventListener(type, () => {
      source.close();
      resolve();
    });
  });
}

/**
 * `pause` is called regularly: an iterator that is dropped keeps its parser until it is collected.
 */
async function abandon(streams: number, pause = async () => {}): Promise<void> {
  for (let opened = 0; opened < streams; opened += AT_A_TIME) {
    const batch = Array.from({ length: AT_A_TIME }, (_, index) => opened + index);
    await Promise.all(batch.map(async (index) => ways[index % ways.length]?.()));
    if (opened % PAUSE_AFTER === 0) await pause();
  }
}

/** Unreachable objects may refer to others, and finalizers run between turns of the event loop. */
async function collectGarbage(rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** What is left when everything that can end has ended. */
async function heapBytes(): Promise<number> {
  await collectGarbage(20);
  return process.memoryUsage().heapUsed;
}

const { functions, memory } = await load();
let parsers = 0;
const create = functions.createParser.bind(functions);
const destroy = functions.destroyParser.bind(functions);
functions.createParser = (...args) => {
  parsers += 1;
  return create(...args);
};
functions.destroyParser = (parser) => {
  parsers -= 1;
  destroy(parser);
};

// Warms up compiled code and pools, and grows WebAssembly memory for the parsers that are collected
// late.
await abandon(3_000);
witnesses.length = 0;
const heapBefore = await heapBytes();
const wasmBefore = memory.buffer.byteLength;
await abandon(Number(count), () => collectGarbage(1));
await heapBytes();
// This process has to close every connection before it exits.
await fetch(`${url}/rest`, { signal: AbortSignal.timeout(20_000) });
const opened = witnesses.length;
const alive = witnesses.splice(0).filter((witness) => witness.deref() !== undefined).length;
const heapGrown = (await heapBytes()) - heapBefore;

console.log(
  JSON.stringify({
    ways: ways.length,
    opened,
    alive,
    heapGrown,
    wasmGrown: memory.buffer.byteLength - wasmBefore,
    instances: (await load()).memory === memory ? 1 : 2,
    parsers,
    listeners: getEventListeners(page.signal, 'abort').length,
  }),
);
process.exit();
