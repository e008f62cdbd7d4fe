// The requests of clients, compared with what they can know: which request resumes, from which
// message, in which attempt.
import type { IncomingMessage } from 'node:http';
import { utf8InHeader } from '../support/bytes.js';
import type { CallRecord } from './call.js';
import { kindOf } from './kinds.js';
import { numberOf } from './message.js';

/** The body of a POST, the same at each attempt. */
export function bodyFor(stream: number): string {
  return JSON.stringify({ stream, ask: '你好 🎉' });
}

/**
 * The response begins after message `from`, which is not beyond the message that the client has,
 * `known`.
 */
export interface CheckedRequest {
  readonly from: number;
  readonly known: number;
}

interface Progress {
  /** The newest message that has been sent whole. */
  committed: number;
  /** The newest message that a client has reported. */
  known: number;
  readonly calls: Map<number, CallProgress>;
}

interface CallProgress {
  /** The message after which the call begins. */
  readonly base: number;
  /** The highest attempt number, for clients that number their attempts. */
  attempts: number;
}

export class Requests {
  /** Requests that no client should have made. */
  readonly wrong: string[] = [];
  count = 0;
  readonly #streams = new Map<number, Progress>();

  /** `number` and all messages before it have been sent. */
  commit(stream: number, number: number): void {
    const progress = this.#progressOf(stream);
    progress.committed = Math.max(number, progress.committed);
  }

  check(
    { method, headers }: IncomingMessage,
    { pathname, search, searchParams }: URL,
    stream: number,
    body: string,
  ): CheckedRequest {
    this.count += 1;
    const kind = kindOf(stream);
    const progress = this.#progressOf(stream);
    const header = headers['last-event-id'];
    const after = numberOf(utf8InHeader(typeof header === 'string' ? header : ''), stream);
    const known = Math.max(after ?? 0, progress.known);
    const begun = progress.calls.get(Number(headers.call));
    const call = begun ?? { base: after ?? 0, attempts: 0 };
    progress.calls.set(Number(headers.call), call);
    call.attempts = Math.max(call.attempts, Number(headers.attempt ?? 0));
    // A client that receives everything again is at an earlier message meanwhile.
    const least = kind.goesOn === 'by replay' && begun ? call.base : progress.known;
    const isContinued = kind.goesOn === 'by resume' && after !== call.base;
    const posts = kind.method === 'POST' && !isContinued;
    if (
      after === undefined ||
      after > progress.committed ||
      after < least ||
      pathname !== `/${isContinued ? 'continued' : 'streams'}/${stream}` ||
      searchParams.get('after') !== (isContinued ? String(after) : null) ||
      method !== (posts ? 'POST' : 'GET') ||
      body !== (posts ? bodyFor(stream) : '') ||
      headers.accept !== 'text/event-stream'
    ) {
      this.wrong.push(`${method ?? ''} ${pathname}${search} after ${String(header)}: ${body}`);
    }
    progress.known = known;
    return { from: kind.goesOn === 'by replay' ? call.base : (after ?? 0), known };
  }

  /** Differences between the client's report of a call and the server's record. */
  miscounted(stream: number, records: readonly CallRecord[]): string[] {
    return records.flatMap(({ call, attempts }) => {
      const seen = this.#progressOf(stream).calls.get(call)?.attempts;
      return seen === attempts
        ? []
        : [`${attempts} attempts of call ${call} of ${stream}, ${String(seen)} seen`];
    });
  }

  #progressOf(stream: number): Progress {
    const progress = this.#streams.get(stream) ?? { committed: 0, known: 0, calls: new Map() };
    this.#streams.set(stream, progress);
    return progress;
  }
}
