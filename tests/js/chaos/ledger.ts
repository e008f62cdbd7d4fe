// The result of one stream, compared with what was sent: each message once, in order, unchanged.
import { messageOf, numberIn, type NumberedMessage } from './message.js';

export interface Account {
  readonly messages: number;
  readonly lost: number;
  readonly twice: number;
  readonly outOfOrder: number;
  /** Messages that the server did not send, ends that it did not plan, and wrong figures. */
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

  /** A failure, such as the end of the stream before its last message. */
  complain(what: string): void {
    this.#invented.push(`${what} (stream ${this.#stream}, after message ${this.#newest})`);
  }

  /** The stream's last message has arrived, even if earlier ones are missing. */
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

/** The sum over all streams. */
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
