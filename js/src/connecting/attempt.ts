// One attempt from request to end of stream: opens a connection, has its response accepted, and reads its body.
import { load, type Runtime } from '../runtime/load.js';
import { Connection } from './connection.js';
import { Failure } from './failure.js';
import { Interpreter } from './interpreter.js';
import type { RequestTemplate } from './request.js';
import type { StreamMeter } from './stream-meter.js';
import type { StreamHandlers, StreamOptions, StreamProgress } from './stream.js';
import { Watchdog } from './watchdog.js';

export class Attempt {
  readonly #options: StreamOptions;
  readonly #handlers: StreamHandlers;
  readonly #progress: StreamProgress;
  readonly #meter: StreamMeter;
  readonly #connection = new Connection();
  readonly #watchdog: Watchdog;
  #interpreter: Interpreter | undefined;
  #interruption: Failure | undefined;
  #closed = false;

  constructor(
    options: StreamOptions,
    handlers: StreamHandlers,
    progress: StreamProgress,
    meter: StreamMeter,
  ) {
    this.#options = options;
    this.#handlers = handlers;
    this.#progress = progress;
    this.#meter = meter;
    this.#watchdog = new Watchdog(options.timeouts, options.environment);
  }

  get response(): Response | undefined {
    return this.#connection.response;
  }

  /** Resolves at the end of the stream, and after `close`; throws a `Failure`. */
  async run(request: RequestTemplate): Promise<void> {
    try {
      await this.#run(request);
    } catch (thrown) {
      const isOfConnection = thrown instanceof Failure && thrown.thrown === undefined;
      throw isOfConnection ? (this.#interruption ?? thrown) : thrown;
    }
  }

  /** Gives the connection up at once. What has been received is delivered; then the attempt fails with `failure`. */
  interrupt(failure: Failure): void {
    this.#interruption ??= failure;
    this.#connection.close();
  }

  async #run(request: RequestTemplate): Promise<void> {
    this.#progress.complete = false;
    const { fetch } = this.#options;
    const opening = this.#connection.open(request, this.#progress.lastEventId, fetch);
    // The module is compiled while the request is on its way, and never holds it up.
    const loading = load().catch((cause: unknown) => Failure.runtimeUnavailable(cause));
    await this.#accept(await this.#watchdog.watchOpening(opening));
    const runtime = await loading;
    if (runtime instanceof Failure) {
      throw runtime;
    }
    await this.#read(runtime);
    if (!this.#isClosed()) {
      await callAsking('onclose', this.#handlers.onclose);
    }
  }

  /** Ends the attempt at once: nothing is delivered after it. */
  close(): void {
    this.#closed = true;
    this.#watchdog.close();
    this.#connection.close();
    this.#interpreter?.close();
  }

  /** A method, because the compiler takes a field for unchanged by what is awaited. */
  #isClosed(): boolean {
    return this.#closed;
  }

  async #accept(response: Response): Promise<void> {
    if (this.#isClosed()) {
      return;
    }
    const { accept, environment } = this.#options;
    if (this.#handlers.onopen === undefined) {
      await accept(response, environment);
    } else {
      await callAsking('onopen', this.#handlers.onopen, response);
    }
    if (!this.#isClosed()) {
      this.#meter.accepted();
      this.#progress.acceptedHeaders = response.headers;
      this.#handlers.onaccept?.(response);
    }
  }

  async #read(runtime: Runtime): Promise<void> {
    if (this.#isClosed()) {
      return;
    }
    const { maxEventBytes, environment } = this.#options;
    const interpreter = new Interpreter(runtime, maxEventBytes, this.#handlers, this.#progress);
    this.#interpreter = interpreter;
    for (;;) {
      const bytes = await this.#nextBytes();
      if (bytes === undefined || this.#isClosed()) {
        return;
      }
      const [at, before] = [environment.now(), interpreter.position];
      this.#meter.bytes += bytes.byteLength;
      await interpreter.interpret(bytes);
      if (interpreter.position > before) {
        this.#meter.messagesCame(at);
        this.#watchdog.contentDelivered();
      }
    }
  }

  /** `undefined` at the end of the stream. Once that is complete, its connection may be lost as well. */
  async #nextBytes(): Promise<Uint8Array | undefined> {
    try {
      const bytes = await this.#watchdog.watchReading(this.#connection.read());
      if (bytes === undefined && !this.#mayEnd()) {
        throw Failure.truncated();
      }
      return bytes;
    } catch (failure) {
      if (this.#progress.complete) {
        return undefined;
      }
      throw failure;
    }
  }

  #mayEnd(): boolean {
    const expectsMore = this.#handlers.isTerminal !== undefined && !this.#progress.complete;
    const hasNothing = this.#connection.isBodiless && this.#progress.messages === 0;
    return !expectsMore || hasNothing;
  }
}

/** Calls `onopen` or `onclose`, which throw to ask for another attempt; a `Failure` says what it is itself. */
async function callAsking<Arguments extends unknown[]>(
  name: string,
  handler: ((...args: Arguments) => unknown) | undefined,
  ...args: Arguments
): Promise<void> {
  try {
    await handler?.(...args);
  } catch (thrown) {
    throw thrown instanceof Failure ? thrown : Failure.handler(name, thrown, true);
  }
}
