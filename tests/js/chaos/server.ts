// The chaos server: continues streams of numbered messages from Last-Event-ID, injects the faults
// of its plan, and counts.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { answer, finish, type World } from './answer.js';
import { bodyOf } from './body.js';
import { RestartingListener } from './listener.js';
import { planOf, type AttemptPlan } from './plan.js';
import { Requests, type CheckedRequest } from './requests.js';
import { Stalls } from './stalls.js';

export interface ChaosOptions {
  readonly seed: number;
  /** Messages of each stream. */
  readonly messages: number;
  /** Lets clients run. */
  readonly pause: () => Promise<void>;
  /** Responds to requests that are not for a stream. */
  readonly otherwise?: RequestListener;
}

/**
 * How long a connection may stay open after its client has ended it. Passes only if it does.
 * Chromium's cache may repeat an aborted request, and reads its first response for 5 s to reuse the
 * connection.
 */
const PATIENCE = 10_000;
const MANY = 100;

export class ChaosServer {
  /** How often each fault has been injected. */
  readonly faults: Record<string, number> = {};
  /** Streams that sent a new request while they had an open connection. */
  readonly crowded: number[] = [];
  readonly requests = new Requests();
  readonly stalls = new Stalls();
  mostLive = 0;
  readonly #options: ChaosOptions;
  readonly #listener: RestartingListener;
  readonly #attempts = new Map<number, number>();
  /**
   * Responses that have begun. A request that waits for the old connection of its stream is not
   * counted yet.
   */
  readonly #served = new Set<ServerResponse>();
  readonly #live = new Map<number, Set<ServerResponse>>();

  constructor(options: ChaosOptions) {
    this.#options = options;
    this.#listener = new RestartingListener((request, response) => {
      void this.#respond(request, response);
    });
  }

  listen(): Promise<void> {
    return this.#listener.listen();
  }

  get url(): string {
    return this.#listener.url;
  }

  urlOf(stream: number): string {
    return `${this.url}/streams/${stream}`;
  }

  get openSockets(): number {
    return this.#listener.openSockets;
  }

  /** Responses that have begun, or will, and have not ended. */
  get live(): number {
    return [...this.#live.values()].reduce((sum, responses) => sum + responses.size, 0);
  }

  /** Rejects if clients keep a connection. */
  async drained(): Promise<void> {
    await this.#listener.drained(AbortSignal.timeout(PATIENCE));
  }

  close(): Promise<void> {
    return this.#listener.close();
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', this.url);
    const match = /^\/(?:streams|continued)\/(\d+)$/.exec(url.pathname);
    if (match === null) {
      this.#options.otherwise?.(request, response);
      return;
    }
    const stream = Number(match[1]);
    const others = this.#enter(stream, response);
    const body = await text(request).catch(() => undefined);
    await this.#gone(stream, others);
    if (body === undefined || response.destroyed) {
      return;
    }
    this.#served.add(response);
    response.once('close', () => this.#served.delete(response));
    this.mostLive = Math.max(this.mostLive, this.#served.size);
    const checked = this.requests.check(request, url, stream, body);
    const redirectedTo = url.searchParams.get('attempt');
    const attempt = Number(redirectedTo ?? this.#next(stream));
    const plan = planOf(this.#options.seed, stream, attempt);
    if (plan.redirected && redirectedTo === null) {
      this.#count('redirect');
      url.searchParams.set('attempt', String(attempt));
      response.writeHead(307, { location: url.pathname + url.search }).end();
      return;
    }
    await this.#serve(response, plan, stream, checked);
  }

  async #serve(
    response: ServerResponse,
    plan: AttemptPlan,
    stream: number,
    { from, known }: CheckedRequest,
  ): Promise<void> {
    const last = this.#options.messages;
    // A client that sends wrong requests might do so forever.
    const until = this.requests.wrong.length > MANY ? last : Math.min(known + plan.messages, last);
    const body = bodyOf({ ...plan, messages: until - from }, stream, from, last);
    const world: World = {
      pause: this.#options.pause,
      restart: (pauses) => this.#restart(pauses, response),
      stall: () => this.stalls.begin(stream, response),
      commit: (number) => this.requests.commit(stream, number),
    };
    if (until === last) {
      if (plan.farewell !== 'end') this.#count(plan.farewell);
      await finish(response, plan, body, world);
      return;
    }
    this.#count(plan.fault);
    if (plan.fault.startsWith('status')) this.#count(`Retry-After: ${plan.delayHint}`);
    await answer(response, plan, body, world);
  }

  /** The other open connections of the stream. */
  #enter(stream: number, response: ServerResponse): ServerResponse[] {
    const responses = this.#live.get(stream) ?? new Set();
    this.#live.set(stream, responses);
    const others = [...responses];
    responses.add(response);
    response.once('close', () => responses.delete(response));
    return others;
  }

  /**
   * Resolves once the stream's older connections are closed. The server may see the new request
   * before the close of the old connection, so it waits; connections that stay are counted.
   */
  async #gone(stream: number, others: readonly ServerResponse[]): Promise<void> {
    const left = others.filter((other) => !other.closed);
    if (left.length === 0) {
      return;
    }
    const gone = left.map((other) => new Promise((resolve) => other.once('close', resolve)));
    let timer: NodeJS.Timeout | undefined;
    const outOfPatience = new Promise((resolve) => {
      timer = setTimeout(resolve, this.crowded.length === 0 ? PATIENCE : 0, 'kept');
    });
    const kept = (await Promise.race([Promise.all(gone), outOfPatience])) === 'kept';
    clearTimeout(timer);
    if (kept) {
      this.crowded.push(stream);
      this.mostLive = Math.max(this.mostLive, this.#served.size + 1);
      // Each is counted once.
      left.forEach((other) => other.destroy());
    }
  }

  #next(stream: number): number {
    const attempt = (this.#attempts.get(stream) ?? 0) + 1;
    this.#attempts.set(stream, attempt);
    return attempt;
  }

  #restart(pauses: number, response: ServerResponse): void {
    const begun = this.#listener.restart(async () => {
      for (let pause = 0; pause < pauses; pause++) await this.#options.pause();
    });
    if (!begun) {
      response.destroy();
    }
  }

  #count(fault: string): void {
    this.faults[fault] = (this.faults[fault] ?? 0) + 1;
  }
}
