// The clients in a page: reads one round of streams with the built package, and answers the account of each.
import { readToTheEnd, type Library } from './clients.js';
import { Ledger, type Account } from './ledger.js';
import { kindOf } from './plan.js';
import { Random } from './random.js';

export interface Round {
  readonly seed: number;
  /** By stream, what a POST sends. */
  readonly streams: readonly (readonly [stream: number, body: string])[];
  /** Messages of each stream. */
  readonly messages: number;
}

declare global {
  /** Found in the page by who drives it. */
  var readRound: (round: Round) => Promise<Account[]>;
}

globalThis.readRound = async ({ seed, streams, messages }) => {
  const { fetchEventSource, eventStream, EventSource } = (await import(
    new URL('/index.js', location.href).href
  )) as typeof import('../../js/src/index.js');
  const library: Library = {
    fetchEventSource,
    eventStream,
    openEventSource: (url, init) => new EventSource(url, init),
  };
  return Promise.all(
    streams.map(async ([stream, body]) => {
      const ledger = new Ledger(stream, messages);
      const random = new Random(seed, stream, 2);
      const url = `/streams/${stream}`;
      await readToTheEnd({ library, kind: kindOf(stream), url, body, ledger, random });
      return ledger.account;
    }),
  );
};
