// What has come of one stream, held against what was sent: each message once, in order, as it was.
import { messageOf, numberIn, type NumberedMessage } from './message.js';

export interface Account {
  readonly messages: number;
  readonly lost: number;
  readonly twice: number;
  readonly outOfOrder: number;
  /** Messages that the server does not have, ends that it did not mean, and figures that are not so. */
  readonly invented: readonly string[];
}

export class Ledger {
  readonly #stream: number;
  readonly #last: number;
  readonly #seen = new Set<number>();
  readonly #invented: string[] = [];
  #newest = 0;
  #twice = 0;
  #outOfOrder = 0;
  #lastId = '';

  /** `last` is the number of the stream's last message. */
  constructor(stream: number, last: number) {
    this.#stream = stream;
    this.#last = last;
  }

  take({ id, event, data }: NumberedMessage): void {
    const number = numberIn(data);
    const sent = messageOf(this.#stream, number);
    if (id !== sent.id || event !== sent.event || data !== sent.data || number > this.#last) {
      this.#invented.push(JSON.stringify({ id, event, data }).slice(0, 200));
      return;
    }
    this.#lastId = id;
    if (this.#seen.has(number)) {
      this.#twice += 1;
      return;
    }
    this.#seen.add(number);
    if (number !== this.#newest + 1) {
      this.#outOfOrder += 1;
    }
    this.#newest = Math.max(this.#newest, number);
  }

  /** What should not have happened, such as the end of the stream before its last message. */
  complain(what: string): void {
    this.#invented.push(`${what} (stream ${this.#stream}, after message ${this.#newest})`);
  }

  /** The stream's last message is here, whatever is missing before it. */
  get complete(): boolean {
    return this.#newest === this.#last;
  }

  /** Whether this is the stream's last message. */
  isLast(data: string): boolean {
    return numberIn(data) === this.#last;
  }

  get lastId(): string {
    return this.#lastId;
  }

  get account(): Account {
    return {
      messages: this.#seen.size,
      lost: this.#last - this.#seen.size,
      twice: this.#twice,
      outOfOrder: this.#outOfOrder,
      invented: this.#invented,
    };
  }
}

/** The accounts of all streams in one. */
export function sumOf(accounts: readonly Account[]): Account {
  const sum = (name: 'messages' | 'lost' | 'twice' | 'outOfOrder'): number =>
    accounts.reduce((total, account) => total + account[name], 0);
  return {
    messages: sum('messages'),
    lost: sum('lost'),
    twice: sum('twice'),
    outOfOrder: sum('outOfOrder'),
    invented: accounts.flatMap(({ invented }) => invented).slice(0, 10),
  };
}
