// The server behind an example: its files, and under /api streams in the hands of a test, which speak step by step.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/** What the speech of a NestJS tutorial consists of: the present, two seconds later, and five. */
export const SPEECH = ['现在', '两秒以后', '五秒以后'];

/** The message of SPEECH with this ID, as NestJS sends it. */
export function spoken(id: number): string {
  return `event: content\nid: ${id}\nretry: 10\ndata: ${SPEECH[id - 1] ?? ''}\n\n`;
}

/** A part of an answer, as OpenAI's chat completions send it. */
export function delta(content: string): string {
  return `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`;
}

export const DONE = 'data: [DONE]\n\n';

/** One request for a stream, and its answer. */
export class Exchange {
  /** Method, path and body. */
  readonly asked: string;
  readonly lastEventId: string | undefined;
  /** Resolves once the connection is gone, or the answer complete. */
  readonly closed: Promise<unknown>;
  readonly #response: ServerResponse;

  constructor(request: IncomingMessage, body: string, response: ServerResponse) {
    this.asked = `${request.method ?? ''} ${request.url ?? ''} ${body}`.trim();
    this.lastEventId = request.headers['last-event-id'] as string | undefined;
    this.closed = once(response, 'close');
    this.#response = response;
  }

  get isOpen(): boolean {
    return !this.#response.closed;
  }

  /** Sends the headers, if they have not gone, and a part of the stream. */
  send(part: string): void {
    if (!this.#response.headersSent) {
      this.#response.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
      });
    }
    this.#response.write(part);
  }

  /** The regular end of the stream. */
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

export class Site {
  /** All requests for streams, in the order of arrival. */
  readonly exchanges: Exchange[] = [];
  readonly url: string;
  #taken = 0;
  #arrived: () => void = () => undefined;

  constructor(url: string) {
    this.url = url;
  }

  take(exchange: Exchange): void {
    this.exchanges.push(exchange);
    this.#arrived();
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

/** Serves a folder and the streams; gone when the test is. */
export async function startSite(folder: string): Promise<Site> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname.startsWith('/api/')) {
      // A page that has left while it was still asking has asked nothing.
      text(request).then(
        (body) => site.take(new Exchange(request, body, response)),
        () => undefined,
      );
    } else {
      void sendFile(response, join(folder, pathname.replace(/\/$/, '/index.html')));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const site = new Site(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return site;
}

async function sendFile(response: ServerResponse, path: string): Promise<void> {
  const content = await readFile(path).catch(() => undefined);
  if (content === undefined) {
    response.writeHead(404).end();
    return;
  }
  const type = TYPES[extname(path)] ?? 'application/octet-stream';
  response.writeHead(200, { 'content-type': type }).end(content);
}
