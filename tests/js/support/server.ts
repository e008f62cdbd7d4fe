// A scriptable HTTP server on a real socket: responds request by request, records requests, and
// counts its sockets.
import { onTestFinished } from 'vitest';
import { listen } from './host.js';

export interface RecordedRequest {
  readonly method: string;
  /** With the query, without the host. */
  readonly path: string;
  /** By lower-case name, a character for each byte. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** The part of Node's `ServerResponse` that is available to tests in every engine. */
export interface TestResponse {
  writeHead(status: number, headers?: Record<string, string | number>): this;
  flushHeaders(): void;
  /** Returns whether there is room for more. When there is room again, `drain` is emitted. */
  write(chunk: string | Uint8Array, written?: () => void): boolean;
  end(chunk?: string | Uint8Array): this;
  /** Cuts the connection. */
  destroy(): this;
  readonly destroyed: boolean;
  on(event: 'drain' | 'close' | 'error', listener: () => void): this;
  once(event: 'drain' | 'close' | 'error', listener: () => void): this;
}

/** Responds to one request, or leaves it open. */
export type Respond = (response: TestResponse, request: RecordedRequest) => unknown;

/** The socket events of a listener, in any implementation. */
export interface ServerEvents {
  /** A socket has carried the head of a request. Browsers open spare sockets without one. */
  carries(socket: unknown): void;
  /** A request has arrived completely. */
  onRequest(request: RecordedRequest, response: TestResponse): void;
  closed(socket: unknown): void;
}

export interface Listener {
  /** Without a trailing slash. */
  readonly url: string;
  dropConnections(): void;
  /** Resolves once no socket is left. */
  close(): Promise<void>;
}

/**
 * A server that responds to its nth request with the nth of `responds`, and to later ones with the
 * last. It is closed when the test ends.
 */
export async function startServer(...responds: Respond[]): Promise<TestServer> {
  const server = new TestServer(responds);
  await server.listen();
  onTestFinished(() => server.close());
  return server;
}

export class TestServer {
  readonly requests: RecordedRequest[] = [];
  /** The largest number of sockets with a request at the same time. */
  mostOpenSockets = 0;
  readonly #responds: readonly Respond[];
  readonly #sockets = new Set<unknown>();
  readonly #watchers = new Set<() => void>();
  #listener: Listener | undefined;

  constructor(responds: readonly Respond[]) {
    this.#responds = responds;
  }

  async listen(): Promise<void> {
    this.#listener = await listen({
      carries: (socket) => {
        this.#sockets.add(socket);
        this.mostOpenSockets = Math.max(this.mostOpenSockets, this.#sockets.size);
      },
      onRequest: (request, response) => {
        this.requests.push(request);
        this.#changed();
        this.#responds[Math.min(this.requests.length, this.#responds.length) - 1]?.(
          response,
          request,
        );
      },
      closed: (socket) => {
        this.#sockets.delete(socket);
        this.#changed();
      },
    });
  }

  get url(): string {
    return `${this.#listener?.url ?? ''}/stream`;
  }

  get openSockets(): number {
    return this.#sockets.size;
  }

  /** Resolves once so many requests have arrived. */
  async received(count: number): Promise<void> {
    await this.#until(() => this.requests.length >= count);
  }

  /**
   * Resolves once no socket is open. Responses send `connection: close`, so that no idle socket
   * remains.
   */
  async allSocketsClosed(): Promise<void> {
    await this.#until(() => this.#sockets.size === 0);
  }

  /** Cuts every connection in the middle, as a network failure does. */
  dropConnections(): void {
    this.#listener?.dropConnections();
  }

  async close(): Promise<void> {
    await this.#listener?.close();
  }

  async #until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      await new Promise<void>((resolve) => this.#watchers.add(resolve));
    }
  }

  #changed(): void {
    const watchers = [...this.#watchers];
    this.#watchers.clear();
    watchers.forEach((notice) => notice());
  }
}

const HEADERS = { 'content-type': 'text/event-stream' };
const LAST = { connection: 'close' };

/** An event stream that is complete after `text`. */
export function endsAfter(text: string | Uint8Array): Respond {
  return (response) => response.writeHead(200, { ...HEADERS, ...LAST }).end(text);
}

/**
 * An event stream that sends `text` and then nothing. It does not send `connection: close`: Node's
 * fetch would take a connection that is cut for the end of the body.
 */
export function staysOpenAfter(text: string | Uint8Array): Respond {
  return (response) => {
    response.writeHead(200, HEADERS).flushHeaders();
    response.write(text);
  };
}

/** A complete response that is not an event stream. */
export function answers(
  status: number,
  headers: Record<string, string> = {},
  body: string | Uint8Array = '',
): Respond {
  return (response) => response.writeHead(status, { ...LAST, ...headers }).end(body);
}

/** No response: the connection is cut. */
export const drops: Respond = (response) => response.destroy();

/** No response while the test runs. */
export const staysSilent: Respond = () => {};
