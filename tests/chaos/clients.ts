// The clients: every shape that requests streams, reading one to its last message whatever happens, and leaving at times.
import type { EventSource, EventSourceInit } from '../../js/src/shapes/event-source.js';
import type { EventStream, EventStreamInit } from '../../js/src/shapes/event-stream.js';
import type { FetchEventSourceInit } from '../../js/src/shapes/fetch-event-source.js';
import { utf8AsHeader } from '../js/support/bytes.js';
import type { Ledger } from './ledger.js';
import { EVENT_TYPES } from './message.js';
import { STATUSES, type Kind } from './plan.js';
import type { Random } from './random.js';

/** The package, with or without the tests' own time. */
export interface Library {
  fetchEventSource(url: string, init: FetchEventSourceInit): Promise<void>;
  eventStream(url: string, init: EventStreamInit): EventStream;
  openEventSource(url: string, init: EventSourceInit): EventSource;
}

export interface Client {
  readonly library: Library;
  readonly kind: Kind;
  readonly url: string;
  /** Sent by those that post. */
  readonly body: string;
  readonly ledger: Ledger;
  readonly random: Random;
}

/** How often a client leaves and comes back by itself, how often it throws, and how often it takes its time. */
const LEAVES = 0.005;
const THROWS = 0.005;
const DAWDLES = 0.02;

const retry = { initialDelay: 10, maxDelay: 20, maxAttempts: Infinity };

/** Reads the stream to its last message. */
export async function readToTheEnd(client: Client): Promise<void> {
  const read = readerOf(client.kind);
  while (!client.ledger.complete) {
    try {
      if (!(await read(client))) {
        client.ledger.endedEarly('The stream ended');
        return;
      }
    } catch (error) {
      client.ledger.endedEarly(`The stream failed with ${String(error)}`);
      return;
    }
  }
}

/** Reads until the stream ends or the client leaves it; answers whether it was right to end. */
type Read = (client: Client) => Promise<boolean>;

function readerOf(kind: Kind): Read {
  switch (kind) {
    case 'iterator':
    case 'iterator, POST':
      return readIterator;
    case 'EventSource':
      return readEventSource;
    default:
      return readWithCallbacks;
  }
}

async function readWithCallbacks(client: Client): Promise<boolean> {
  const { library, kind, url, ledger, random } = client;
  const leaving = new AbortController();
  const judges = kind === 'callbacks with onopen';
  const judging: FetchEventSourceInit = {
    onopen: (response) => {
      if (!response.ok || response.headers.get('content-type') !== 'text/event-stream') {
        throw new Error(`Refused a ${response.status}`);
      }
    },
    onerror: () => 10,
  };
  await library.fetchEventSource(url, {
    ...requestOf(client),
    ...(judges ? judging : {}),
    signal: leaving.signal,
    onmessage: (message) => {
      ledger.take(message);
      if (leaving.signal.aborted) ledger.endedEarly('A message came after the abort');
      if (random.chance(LEAVES)) leaving.abort();
      if (judges && random.chance(THROWS)) throw new Error('Enough of this connection');
      return random.chance(DAWDLES) ? turn() : undefined;
    },
    onclose: () => {
      if (!ledger.complete) throw new Error('Not the end');
    },
  });
  return ledger.complete || leaving.signal.aborted;
}

async function readIterator(client: Client): Promise<boolean> {
  const { library, url, ledger, random } = client;
  for await (const message of library.eventStream(url, requestOf(client))) {
    ledger.take(message);
    if (random.chance(LEAVES)) return true;
    if (random.chance(DAWDLES)) await turn();
  }
  return ledger.complete;
}

function readEventSource(client: Client): Promise<boolean> {
  const { library, url, ledger, random } = client;
  const { retry: times, ...request } = requestOf(client);
  const source = library.openEventSource(url, {
    ...request,
    retry: { ...times, statuses: [...STATUSES] },
  });
  return new Promise((resolve, reject) => {
    const take = ({ type, data, lastEventId }: MessageEvent<string>): void => {
      if (source.readyState === 2) ledger.endedEarly('A message came after the close');
      ledger.take({ id: lastEventId, event: type === 'message' ? '' : type, data });
      if (ledger.complete || random.chance(LEAVES)) {
        source.close();
        resolve(true);
      }
    };
    for (const type of EVENT_TYPES) {
      source.addEventListener(type || 'message', (event) => take(event as MessageEvent<string>));
    }
    source.addEventListener('error', (event) => {
      if (source.readyState === 2) {
        reject((event as Event & { error: Error }).error);
      }
    });
  });
}

/** A client that comes back asks for what it does not have. */
function requestOf({ kind, body, ledger }: Client): EventStreamInit {
  const headers = ledger.lastId === '' ? {} : { 'last-event-id': utf8AsHeader(ledger.lastId) };
  return { headers, retry, ...(kind.endsWith('POST') ? { method: 'POST', body } : {}) };
}

function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
