// The clients in a page: reads one round of streams with the built package, and returns the result
// of each.
import type { Backend } from '../../../js/src/index.js';
import type { CallRecord } from './call.js';
import { readToTheEnd, type Library } from './clients.js';
import { kindOf } from './kinds.js';
import { Ledger, type Account } from './ledger.js';
import { Random } from './random.js';

export interface Round {
  readonly seed: number;
  /** The body of each stream's POST. */
  readonly streams: readonly (readonly [stream: number, body: string])[];
  /** Messages of each stream. */
  readonly messages: number;
}

export interface StreamEnd {
  readonly stream: number;
  readonly account: Account;
  readonly calls: readonly CallRecord[];
}

/** Milliseconds. If that is too short, the messages come in another attempt. */
const CLOCK = 400;

declare global {
  /** The test driver calls this function of the page. */
  var readRound: (round: Round) => Promise<StreamEnd[]>;
  var backend: () => Promise<Backend>;
}

const published = (): Promise<typeof import('../../../js/src/index.js')> =>
  import(new URL('/index.js', location.href).href);

globalThis.backend = async () => (await published()).ready();

globalThis.readRound = async ({ seed, streams, messages }) => {
  const { fetchEventSource, eventStream, EventSource } = await published();
  const library: Library = {
    fetchEventSource,
    eventStream,
    openEventSource: (url, init) => new EventSource(url, init),
  };
  return Promise.all(
    streams.map(async ([stream, body]) => {
      const ledger = new Ledger(stream, messages);
      const calls = await readToTheEnd({
        library,
        kind: kindOf(stream),
        url: `/streams/${stream}`,
        body,
        clock: CLOCK,
        ledger,
        random: new Random(seed, stream, 2),
      });
      return { stream, account: ledger.account, calls };
    }),
  );
};
