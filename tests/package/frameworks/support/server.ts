// A framework's own server on a free port: records its requests, and cuts a stream where a test
// needs it.
import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { RemoteReading } from './readers.js';

/**
 * One of `servers/`, without types: the compiler checks this file before their packages are
 * installed.
 */
interface Program {
  readonly start: (options: object) => Server;
}

export const SECOND = { second: 20 };

/** A server in plain JavaScript. Closed when the test ends. */
export async function startServer(
  name: 'express' | 'koa' | 'compressed',
  options: object = {},
): Promise<TestServer> {
  const { start } = (await import(`../servers/${name}.js`)) as Program;
  return testServer(start({ ...SECOND, ...options }));
}

export async function testServer(server: Server): Promise<TestServer> {
  if (!server.listening) await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return new TestServer(server);
}

export class TestServer {
  readonly url: string;
  /** The method of each request except preflights, and its last event ID, if it has one. */
  readonly requests: string[] = [];
  /** The headers that each preflight requests. */
  readonly preflights: string[] = [];
  readonly #open = new Set<ServerResponse>();
  #notice: () => void = () => undefined;
  #cuts: ((response: ServerResponse) => void) | undefined;

  constructor(server: Server) {
    const { port } = server.address() as AddressInfo;
    this.url = `http://127.0.0.1:${port}`;
    server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
      this.#keep(request);
      this.#open.add(response);
      response.once('close', () => {
        this.#open.delete(response);
        this.#notice();
      });
      if (request.method === 'OPTIONS') return;
      this.#cuts?.(response);
      this.#cuts = undefined;
    });
  }

  /**
   * The next stream stops within the last character of the message after so many messages. Returns
   * a function that cuts it when the reader has received them: Chromium's `fetch` drops unread data
   * when the connection fails.
   */
  cutAfter(messages: number): (reader: Pick<RemoteReading, 'received'>) => Promise<void> {
    const stopped = new Promise<ServerResponse>((resolve) => {
      this.#cuts = (response) => stopAfter(messages, response, resolve);
    });
    return async (reader) => {
      await reader.received(messages);
      (await stopped).destroy();
    };
  }

  /** Resolves once no response is open. */
  async allClosed(): Promise<void> {
    while (this.#open.size > 0) await new Promise<void>((resolve) => (this.#notice = resolve));
  }

  #keep({ method = '', headers }: IncomingMessage): void {
    if (method === 'OPTIONS') {
      this.preflights.push(String(headers['access-control-request-headers']));
    } else {
      const lastEventId = headers['last-event-id'];
      this.requests.push(lastEventId === undefined ? method : `${method} ${String(lastEventId)}`);
    }
  }
}

function stopAfter(
  messages: number,
  response: ServerResponse,
  stopped: (response: ServerResponse) => void,
): void {
  const write = response.write.bind(response) as (chunk: Buffer, sent?: () => void) => boolean;
  let left = messages;
  // Each of these servers writes one block at a time.
  response.write = (chunk: string | Uint8Array) => {
    const bytes = Buffer.from(chunk as string);
    if (left > 0) {
      if (/^data:/m.test(bytes.toString())) left -= 1;
      return write(bytes);
    }
    response.write = () => true;
    response.end = () => response;
    return write(bytes.subarray(0, -3), () => stopped(response));
  };
}
