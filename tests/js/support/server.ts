// A scriptable HTTP server on a real socket: answers request by request, keeps what it was asked, and knows its sockets.
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Answers one request, or leaves it open. */
export type Respond = (response: ServerResponse, request: RecordedRequest) => unknown;

/**
 * A server that answers its nth request with the nth of `responds`, and every later one with the last. It is gone when
 * the test is.
 */
export async function startServer(...responds: Respond[]): Promise<TestServer> {
  const server = new TestServer(responds);
  await server.listen();
  onTestFinished(() => server.close());
  return server;
}

export class TestServer {
  readonly requests: RecordedRequest[] = [];
  /** The most sockets that served requests at one time. */
  mostOpenSockets = 0;
  readonly #sockets = new Set<Socket>();
  /** Those that have carried a request. Node's fetch opens a spare connection after an abort, which carries none. */
  readonly #used = new Set<Socket>();
  readonly #watchers = new Set<() => void>();
  readonly #server = createServer();

  constructor(responds: readonly Respond[]) {
    this.#server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        this.#sockets.delete(socket);
        this.#used.delete(socket);
        this.#changed();
      });
    });
    this.#server.on('request', (request, response: ServerResponse) => {
      this.#used.add(request.socket);
      this.mostOpenSockets = Math.max(this.mostOpenSockets, this.#used.size);
      void buffer(request).then(
        (body) => {
          const recorded = {
            method: request.method ?? '',
            path: request.url ?? '',
            headers: request.headers,
            body: body.toString(),
          };
          this.requests.push(recorded);
          this.#changed();
          responds[Math.min(this.requests.length, responds.length) - 1]?.(response, recorded);
        },
        // A request that was aborted while it was being sent was never asked.
        () => {},
      );
    });
  }

  async listen(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/stream`;
  }

  get openSockets(): number {
    return this.#used.size;
  }

  /** Resolves once so many requests have arrived. */
  async received(count: number): Promise<void> {
    await this.#until(() => this.requests.length >= count);
  }

  /** Resolves once no socket is open any more: responses say `connection: close`, so that no finished one lingers. */
  async allSocketsClosed(): Promise<void> {
    await this.#until(() => this.#used.size === 0);
  }

  /** Cuts every connection in the middle, as a network failure does. */
  dropConnections(): void {
    this.#sockets.forEach((socket) => socket.destroy());
  }

  async close(): Promise<void> {
    this.#server.close();
    this.dropConnections();
    await this.#until(() => this.#sockets.size === 0);
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
 * An event stream that says `text` and then nothing. It does not say `connection: close`: Node's fetch would take a
 * connection that is cut for the end of the body.
 */
export function staysOpenAfter(text: string | Uint8Array): Respond {
  return (response) => {
    response.writeHead(200, HEADERS).flushHeaders();
    response.write(text);
  };
}

/** A response that is no event stream, complete. */
export function answers(
  status: number,
  headers: Record<string, string> = {},
  body: string | Uint8Array = '',
): Respond {
  return (response) => response.writeHead(status, { ...LAST, ...headers }).end(body);
}

/** No response at all: the connection is cut. */
export const drops: Respond = (response) => response.destroy();

/** No response for as long as the test lasts. */
export const staysSilent: Respond = () => {};
