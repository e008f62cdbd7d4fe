// One call of a client: the options of its kind, and its result.
import type { MessageStreamInit } from '../../../js/src/options/message-stream-init.js';
import type { StreamInit } from '../../../js/src/options/stream-init.js';
import { utf8AsHeader } from '../support/bytes.js';
import { CallWatch } from './call-watch.js';
import type { Client } from './clients.js';
import { numberIn, type NumberedMessage } from './message.js';

/** What the server can compare with its own records. */
export interface CallRecord {
  readonly call: number;
  readonly attempts: number;
  /** How often it had no connection because its page was hidden. */
  readonly hidden: number;
}

export class Call {
  readonly #client: Client;
  readonly #number: number;
  readonly #headers: Record<string, string>;
  readonly #watch: CallWatch;

  /** `number`: the number of this call of its client. */
  constructor(client: Client, number: number) {
    const { ledger } = client;
    this.#client = client;
    this.#number = number;
    // A client that reconnects requests the messages that it does not have.
    const after = ledger.lastId === '' ? {} : { 'last-event-id': utf8AsHeader(ledger.lastId) };
    this.#headers = { call: String(number), ...after };
    this.#watch = new CallWatch((what) => ledger.complain(what));
  }

  /** Options of every API. */
  request(): Pick<StreamInit, 'headers' | 'retry' | 'method' | 'body' | 'timeouts'> {
    const { kind, body, clock } = this.#client;
    return {
      headers: this.#headers,
      // The server knows the messages of each client: repeating a POST from its start costs
      // nothing.
      retry: { initialDelay: 10, maxDelay: 20, maxAttempts: Infinity, replay: true },
      ...(kind.method === 'POST' ? { method: 'POST', body } : {}),
      ...(kind.clocks === 'idle' ? { timeouts: { idle: clock } } : {}),
      ...(kind.clocks === 'content'
        ? { timeouts: { firstMessage: clock, idleContent: clock } }
        : {}),
    };
  }

  /** Options of the APIs that deliver messages. */
  init(): MessageStreamInit {
    const { kind, url, ledger } = this.#client;
    const continued = url.replace('/streams/', '/continued/');
    return {
      ...this.request(),
      ...(kind.isTerminal ? { isTerminal: ({ data }) => ledger.isLast(data) } : {}),
      ...(kind.goesOn === 'by ID' ? { resume: 'last-event-id' } : {}),
      ...(kind.goesOn === 'by resume'
        ? {
            cursor: ({ data }) => numberIn(data),
            resume: ({ cursor }) =>
              cursor === undefined ? null : { url: `${continued}?after=${cursor as number}` },
          }
        : {}),
      ...(kind.key === 'position' ? { dedupe: (_, position) => position } : {}),
      ...(kind.key === 'ID' ? { dedupe: ({ id }) => id } : {}),
      ...(kind.closesWhenHidden ? { openWhenHidden: false } : {}),
      ...(kind.watches ? this.#watch.init(this.#headers) : {}),
    };
  }

  take(message: NumberedMessage): void {
    this.#watch.took();
    this.#client.ledger.take(message);
  }

  /** For a kind that watches: compares the figures of the call with its result. */
  end(): CallRecord {
    return { call: this.#number, ...this.#watch.end() };
  }
}
