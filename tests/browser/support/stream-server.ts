// A server whose event streams are in the hands of a test: it sees each request come, answers it bit by bit, and sees it go.
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { startLibraryServer } from './library-page.js';

const POLICY = "default-src 'self'; img-src data:; script-src 'self' 'wasm-unsafe-eval'";

/** `no-store`, as streams are served: Chromium's cache may hold up the next GET after one that a frozen page has left. */
const HEADERS = { 'content-type': 'text/event-stream', 'cache-control': 'no-store' };

/** One request for a stream, and its answer. */
export class Exchange {
  readonly line: string;
  readonly lastEventId: string | undefined;
  /** Resolves once the connection is gone, or the answer complete. */
  readonly closed: Promise<unknown>;
  readonly #response: ServerResponse;

  constructor(request: IncomingMessage, response: ServerResponse) {
    this.line = `${request.method ?? ''} ${request.url ?? ''}`;
    this.lastEventId = request.headers['last-event-id'] as string | undefined;
    this.closed = once(response, 'close');
    this.#response = response;
  }

  /** Sends the headers, if they have not gone, and a part of the stream. */
  send(text: string): void {
    if (!this.#response.headersSent) {
      this.#response.writeHead(200, HEADERS);
    }
    this.#response.write(text);
  }

  /** The regular end of the stream. */
  end(text = ''): void {
    this.send(text);
    this.#response.end();
  }

  /** Resets the connection. */
  drop(): void {
    this.#response.socket?.resetAndDestroy();
  }

  refuse(status: number): void {
    this.#response.writeHead(status).end();
  }
}

export class StreamServer {
  /** Of everything under `/stream`, in the order of arrival. */
  readonly lines: string[] = [];
  readonly exchanges: Exchange[] = [];
  /** What is done with a request besides keeping it. */
  answer: (exchange: Exchange, number: number) => void = () => undefined;
  #url = '';
  #taken = 0;
  #arrived: () => void = () => undefined;

  /** `host`: a name of this machine, as the browser resolves it. */
  async open(host: string): Promise<void> {
    const { url } = await startLibraryServer(POLICY, (response, request) => {
      const exchange = new Exchange(request, response);
      this.lines.push(exchange.line);
      if (exchange.line === 'GET /stream?mark') {
        response.end();
        return;
      }
      this.exchanges.push(exchange);
      this.answer(exchange, this.exchanges.length);
      this.#arrived();
    });
    this.#url = url.replace('127.0.0.1', host);
  }

  get url(): string {
    return this.#url;
  }

  /** The oldest request that has not been handed out; waits for it. */
  async next(): Promise<Exchange> {
    for (;;) {
      const exchange = this.exchanges[this.#taken];
      if (exchange !== undefined) {
        this.#taken += 1;
        return exchange;
      }
      await new Promise<void>((resolve) => (this.#arrived = resolve));
    }
  }
}

/** Gone when the test is. */
export async function startStreamServer(host = '127.0.0.1'): Promise<StreamServer> {
  const server = new StreamServer();
  await server.open(host);
  return server;
}
