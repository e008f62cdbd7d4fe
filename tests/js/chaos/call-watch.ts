// The states, figures and retries of one call, compared with each other.
import type { ResponseError } from '../../../js/src/errors.js';
import type { MessageStreamInit } from '../../../js/src/options/message-stream-init.js';
import type { StreamState, StreamStatus } from '../../../js/src/options/stream-status.js';
import type { PendingRetry } from '../../../js/src/options/stream-status.js';
import { leastDelay } from './delay-hint.js';

export class CallWatch {
  /** The number of attempts for which headers were requested. */
  #attempts = 0;
  #messages = 0;
  readonly #states: StreamState[] = [];
  #newest: StreamStatus | undefined;
  readonly #complain: (what: string) => void;

  constructor(complain: (what: string) => void) {
    this.#complain = complain;
  }

  /**
   * The options that a watching client adds. `headers` are those of each attempt; they contain its
   * number.
   */
  init(headers: Readonly<Record<string, string>>): MessageStreamInit {
    return {
      headers: () => {
        this.#attempts += 1;
        return { ...headers, attempt: String(this.#attempts) };
      },
      onretry: (retry) => this.#retry(retry),
      onstate: (status) => {
        this.#newest = status;
        this.#states.push(status.state);
      },
    };
  }

  /** A message has been delivered. */
  took(): void {
    this.#messages += 1;
  }

  /**
   * The call has ended. Returns its number of attempts, and how many ended because the page was
   * hidden.
   */
  end(): { attempts: number; hidden: number } {
    const { attempts, messages } = this.#newest ?? {};
    this.#expect('closed once, and last', this.#states.indexOf('closed'), this.#states.length - 1);
    this.#expect('attempts', attempts, this.#attempts);
    this.#expect('messages', messages, this.#messages);
    const hidden = this.#states.filter((state) => state === 'hidden').length;
    return { attempts: this.#attempts, hidden };
  }

  #retry({ attempt, delay, error }: PendingRetry): void {
    this.#expect('the attempt that failed', attempt, this.#attempts);
    // The package in a page has classes of its own.
    const { headers } = error as Partial<ResponseError>;
    const least = headers instanceof Headers ? leastDelay(headers) : 0;
    if (delay < least) this.#complain(`A delay of ${delay} ms for one of ${least} ms or more`);
  }

  #expect(what: string, got: unknown, expected: unknown): void {
    if (got !== expected) {
      this.#complain(`Expected ${what}: ${String(expected)}, got ${String(got)}`);
    }
  }
}
