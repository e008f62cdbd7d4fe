// What tests need of their runtime, for Node. In browsers tests/browser/engines/page/host.ts
// replaces this file.
import { readdirSync, readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { onTestFinished, vi } from 'vitest';
import { freePort, httpServer } from '../../support/local-server.mjs';
import type { Listener, ServerEvents } from './server.js';

/** A real HTTP/1.1 server on a port of its own that counts its sockets. */
export async function listen(events: ServerEvents): Promise<Listener> {
  const local = httpServer((request, response) => {
    events.carries(request.socket);
    void buffer(request).then(
      (body) => {
        const { method = '', url: path = '', headers } = request;
        events.onRequest({ method, path, headers, body: body.toString() }, response);
      },
      // A request that was aborted while it was being sent does not count.
      () => {},
    );
  });
  local.server.on('connection', (socket: Socket) => {
    socket.on('close', () => events.closed(socket));
  });
  await local.listen();
  return {
    url: local.url,
    dropConnections: () => local.cut(),
    close: () => local.close(),
  };
}

/** A URL on which no server listens. */
export async function urlWithoutServer(): Promise<string> {
  return `http://127.0.0.1:${await freePort()}/`;
}

/** Runs everything that is ready: promise jobs, and callbacks of sockets with data. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Uncaught errors while the test runs. */
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

/** The files of tests/support/conformance/, by name. */
export function conformanceFiles(): ConformanceFile[] {
  const folder = new URL('../../support/conformance/', import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));
}
