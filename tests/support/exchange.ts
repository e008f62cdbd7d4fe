// Requests for event streams whose responses a test sends step by step.
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * `no-store`, as for real streams: Chromium's cache may delay the next GET after a frozen page has
 * been left.
 */
const HEADERS = { 'content-type': 'text/event-stream', 'cache-control': 'no-store' };

export class Exchange {
  /** Method, path and body. */
  readonly request: string;
  readonly lastEventId: string | undefined;
  /** Resolves once the connection is closed or the response is complete. */
  readonly closed: Promise<unknown>;
  readonly #response: ServerResponse;

  constructor(request: IncomingMessage, response: ServerResponse, body = '') {
    this.request = `${request.method ?? ''} ${request.url ?? ''} ${body}`.trim();
    this.lastEventId = request.headers['last-event-id'] as string | undefined;
    this.closed = once(response, 'close');
    this.#response = response;
  }

  get isOpen(): boolean {
    return !this.#response.closed;
  }

  /** Sends the headers, if they are not sent yet, and a part of the stream. */
  send(part: string): void {
    if (!this.#response.headersSent) {
      this.#response.writeHead(200, HEADERS);
    }
    this.#response.write(part);
  }

  /** Ends the stream regularly. */
  end(part = ''): void {
    this.send(part);
    this.#response.end();
  }

  refuse(status: number): void {
    this.#response.writeHead(status).end();
  }

  /** Resets the connection. */
  drop(): void {
    this.#response.socket?.resetAndDestroy();
  }
}

/** The exchanges of a server, in the order of their requests. */
export class Exchanges {
  readonly exchanges: Exchange[] = [];
  #taken = 0;
  #arrived: () => void = () => undefined;

  add(exchange: Exchange): void {
    this.exchanges.push(exchange);
    this.#arrived();
  }

  /** The oldest exchange that `next` has not returned yet. Waits for it. */
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
