// What tests need of the runtime they run in, as Node has it. In browsers tests/engines/page/host.ts takes its place.
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { onTestFinished, vi } from 'vitest';
import type { Listener, ServerEvents } from './server.js';

/** A real HTTP/1.1 server on a port of its own, that knows its sockets. */
export async function listen(events: ServerEvents): Promise<Listener> {
  const server = createServer();
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => {
      sockets.delete(socket);
      events.closed(socket);
    });
  });
  server.on('request', (request, response: ServerResponse) => {
    events.carries(request.socket);
    void buffer(request).then(
      (body) => {
        const { method = '', url: path = '', headers } = request;
        events.asked({ method, path, headers, body: body.toString() }, response);
      },
      // A request that was aborted while it was being sent was never asked.
      () => {},
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    dropConnections: () => sockets.forEach((socket) => socket.resetAndDestroy()),
    close: async () => {
      const closed = server.listening ? once(server, 'close') : undefined;
      server.close();
      sockets.forEach((socket) => socket.destroy());
      await closed;
    },
  };
}

/** Where nobody listens. */
export async function urlOfNobody(): Promise<string> {
  const listener = await listen({ carries: () => {}, asked: () => {}, closed: () => {} });
  await listener.close();
  return `${listener.url}/`;
}

/** Lets everything that is ready now run: promise jobs, and callbacks of sockets that have something to say. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** What nobody catches while the test lasts. */
export function unhandledRejections(): unknown[] {
  const reasons: unknown[] = [];
  const keep = (reason: unknown): void => void reasons.push(reason);
  process.on('unhandledRejection', keep);
  onTestFinished(() => void process.off('unhandledRejection', keep));
  return reasons;
}

/** The package as it is before its first use. */
export async function freshPackage(): Promise<typeof import('../../../js/src/index.js')> {
  vi.resetModules();
  return import('../../../js/src/index.js');
}

export interface ConformanceFile {
  readonly name: string;
  readonly text: string;
}

/** The files of tests/conformance/, by name. */
export function conformanceFiles(): ConformanceFile[] {
  const folder = new URL('../../conformance/', import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));
}
