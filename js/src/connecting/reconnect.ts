// The loop over attempts: one connection at a time, while the page is there to have one.
import { Outcome } from '../runtime/module.js';
import { Attempt } from './attempt.js';
import { Failure } from './failure.js';
import { Judge, type Verdict } from './judge.js';
import { PageLife, type Leave } from './page-life.js';
import type { RequestTemplate } from './request.js';
import { StreamMeter, type StreamState } from './stream-meter.js';
import {
  freshProgress,
  reconnectionTimeOf,
  type StreamHandlers,
  type StreamOptions,
  type StreamProgress,
} from './stream.js';

export class Reconnector {
  readonly #options: StreamOptions;
  readonly #handlers: StreamHandlers;
  readonly #progress: StreamProgress = freshProgress();
  readonly #meter: StreamMeter;
  readonly #page: PageLife;
  readonly #judge: Judge;
  readonly #life = new AbortController();
  #state: StreamState | undefined;
  #attempt: Attempt | undefined;
  #earlierResponse: Response | undefined;

  constructor(options: StreamOptions, handlers: StreamHandlers) {
    this.#options = options;
    this.#handlers = {
      ...handlers,
      onaccept: (response) => {
        this.#enter('open');
        handlers.onaccept?.(response);
      },
    };
    this.#meter = new StreamMeter(options.environment);
    this.#judge = new Judge(options, handlers, this.#progress, this.#meter, this.#life.signal);
    this.#page = new PageLife(options.closesWhenHidden, (leave) => this.#leave(leave));
  }

  /**
   * Resolves at the end of the stream and at `close`, whatever a handler is still waiting for. Rejects with what `onerror`
   * throws, or with an `EventStreamError` once no further attempt follows.
   */
  async run(): Promise<void> {
    const { signal } = this.#life;
    const closed = new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    this.#page.open();
    try {
      await Promise.race([this.#loop(), closed]);
    } finally {
      this.close();
    }
  }

  /** Ends the stream at once: no request, no timer and, but for `onstate`, no handler call after it. */
  close(): void {
    if (this.#isClosed()) {
      return;
    }
    this.#life.abort();
    this.#attempt?.close();
    this.#page.close();
    if (this.#state !== undefined) {
      this.#enter('closed');
    }
  }

  /** `''` until the stream sets it; it persists from attempt to attempt. */
  get lastEventId(): string {
    return this.#progress.lastEventId ?? '';
  }

  /** Milliseconds before the next attempt, failures in a row aside: the stream's own, or the delay of the options. */
  get reconnectionTime(): number {
    return reconnectionTimeOf(this.#progress, this.#options.retry.initialDelay);
  }

  /** The newest response, whatever it was; `undefined` until there is one. */
  get response(): Response | undefined {
    return this.#attempt?.response ?? this.#earlierResponse;
  }

  #isClosed(): boolean {
    return this.#life.signal.aborted;
  }

  #enter(state: StreamState): void {
    this.#state = state;
    this.#handlers.onstate?.(this.#meter.status(state, this.#progress.messages));
  }

  async #loop(): Promise<void> {
    const { environment, request } = this.#options;
    let [number, startedAt] = [1, environment.now()];
    let verdict: Verdict | undefined;
    for (;;) {
      // Not awaited without need: `fetch` is called before the first of these turns is over.
      if (this.#page.absence(verdict !== undefined) !== undefined) {
        startedAt += await this.#whileAbsent(verdict !== undefined);
      }
      if (this.#isClosed()) {
        return;
      }
      const messagesBefore = this.#progress.messages;
      const failure = await this.#try(verdict?.request ?? request);
      if (failure === undefined || this.#isClosed()) {
        return;
      }
      verdict = await this.#judge.judge({
        failure,
        response: this.#attempt?.response,
        number,
        elapsed: environment.now() - startedAt,
        messages: this.#progress.messages - messagesBefore,
      });
      if (verdict === undefined) {
        return;
      }
      [number, startedAt] = [verdict.nextNumber, environment.now() - verdict.elapsed];
      if (verdict.delay > 0) {
        this.#enter('waiting');
        await environment.wait(verdict.delay, this.#life.signal);
      }
    }
  }

  /** Resolves when a connection may be opened, to the milliseconds that this took, which are nobody's fault. */
  async #whileAbsent(needsNetwork: boolean): Promise<number> {
    const { environment } = this.#options;
    const since = environment.now();
    for (;;) {
      const absence = this.#page.absence(needsNetwork);
      if (absence === undefined || this.#isClosed()) {
        return environment.now() - since;
      }
      this.#enter(absence);
      await this.#page.change();
    }
  }

  #leave(leave: Leave): void {
    const attempt = this.#attempt;
    const failure = Failure.pageLeft(leave);
    if (leave !== Outcome.pageFrozen) {
      attempt?.interrupt(failure);
    } else if (this.#state === 'open') {
      // What cannot go on elsewhere keeps the connection that it has: a page may be frozen and still get all of it.
      void this.#judge.allows(failure).then((goesOn) => goesOn && attempt?.interrupt(failure));
    }
  }

  /** Makes an attempt, and answers how it failed, if it did. */
  async #try(request: RequestTemplate): Promise<Failure | undefined> {
    this.#earlierResponse = this.response;
    this.#meter.attempts += 1;
    this.#attempt = new Attempt(this.#options, this.#handlers, this.#progress, this.#meter);
    const attempt = this.#attempt;
    this.#enter('connecting');
    try {
      await attempt.run(request);
      return undefined;
    } catch (thrown) {
      return asFailure(thrown);
    } finally {
      // The old connection is gone before anything decides on a new one.
      attempt.close();
    }
  }
}

/** Anything but a `Failure` is a mistake of this package's own, which must not be mistaken for the network's. */
function asFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) {
    return thrown;
  }
  throw thrown;
}
