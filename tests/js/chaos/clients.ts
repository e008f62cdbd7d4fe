// The clients: each API that requests streams reads one to its last message, and disconnects at
// times.
import type { EventSourceInit } from '../../../js/src/options/event-source-init.js';
import type { EventSource } from '../../../js/src/shapes/event-source/event-source.js';
import type { EventStream } from '../../../js/src/shapes/event-stream.js';
import type { EventStreamInit } from '../../../js/src/options/event-stream-init.js';
import type { FetchEventSourceInit } from '../../../js/src/options/fetch-event-source-init.js';
import { Call, type CallRecord } from './call.js';
import type { Kind } from './kinds.js';
import type { Ledger } from './ledger.js';
import { EVENT_TYPES } from './message.js';
import { STATUSES } from './plan.js';
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
  /** Sent by clients that use POST. */
  readonly body: string;
  /** The limits of clients with timeouts. */
  readonly clock: number;
  readonly ledger: Ledger;
  readonly random: Random;
}

/** How often a client disconnects and returns, how often it throws, and how often it is slow. */
const LEAVES = 0.005;
const THROWS = 0.005;
const DAWDLES = 0.02;

/**
 * Reads the stream to its last message. Returns the calls that this took, if the client watches
 * them.
 */
export async function readToTheEnd(client: Client): Promise<CallRecord[]> {
  const { kind, ledger } = client;
  const records: CallRecord[] = [];
  for (let number = 1; !ledger.complete; number++) {
    const call = new Call(client, number);
    try {
      if (!(await readers[kind.shape](client, call))) {
        ledger.complain('The stream ended');
        break;
      }
    } catch (error) {
      ledger.complain(`The stream failed with ${String(error)}`);
      break;
    }
    if (kind.watches) records.push(call.end());
  }
  return records;
}

/** Reads until the stream ends or the client disconnects. Returns whether that end was correct. */
type Read = (client: Client, call: Call) => Promise<boolean>;

const readers: Record<Kind['shape'], Read> = {
  callbacks: readWithCallbacks,
  iterator: readIterator,
  EventSource: readEventSource,
};

async function readWithCallbacks(client: Client, call: Call): Promise<boolean> {
  const { library, kind, url, ledger, random } = client;
  const leaving = new AbortController();
  const judging: FetchEventSourceInit = {
    onopen: (response) => {
      if (!response.ok || response.headers.get('content-type') !== 'text/event-stream') {
        throw new Error(`Refused a ${response.status}`);
      }
    },
    onerror: () => 10,
  };
  await library.fetchEventSource(url, {
    ...call.init(),
    ...(kind.checksResponses ? judging : {}),
    signal: leaving.signal,
    onmessage: (message) => {
      call.take(message);
      if (leaving.signal.aborted) ledger.complain('A message came after the abort');
      if (random.chance(LEAVES)) leaving.abort();
      if (kind.checksResponses && random.chance(THROWS))
        throw new Error('Enough of this connection');
      return random.chance(DAWDLES) ? turn() : undefined;
    },
    onclose: () => {
      if (!ledger.complete) throw new Error('Not the end');
    },
  });
  return ledger.complete || leaving.signal.aborted;
}

async function readIterator(client: Client, call: Call): Promise<boolean> {
  const { library, url, ledger, random } = client;
  for await (const message of library.eventStream(url, call.init())) {
    call.take(message);
    if (random.chance(LEAVES)) return true;
    if (random.chance(DAWDLES)) await turn();
  }
  return ledger.complete;
}

function readEventSource(client: Client, call: Call): Promise<boolean> {
  const { library, url, ledger, random } = client;
  const { retry, ...request } = call.request();
  const source = library.openEventSource(url, {
    ...request,
    retry: { ...retry, statuses: [...STATUSES] },
  });
  return new Promise((resolve, reject) => {
    const take = ({ type, data, lastEventId }: MessageEvent<string>): void => {
      if (source.readyState === 2) ledger.complain('A message came after the close');
      call.take({ id: lastEventId, event: type === 'message' ? '' : type, data });
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

function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
