// Servers of one test. They are closed when the test ends.
import type { RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { httpServer, tcpServer, type LocalServer } from './local-server.mjs';

/** Responds to every request with `respond`. */
export async function serve(respond: RequestListener): Promise<LocalServer> {
  return untilTheEnd(await httpServer(respond).listen());
}

/** Passes every connection to `accept`, for invalid HTTP and cut responses. */
export async function serveSockets(accept: (socket: Socket) => void): Promise<LocalServer> {
  return untilTheEnd(await tcpServer(accept).listen());
}

function untilTheEnd(server: LocalServer): LocalServer {
  onTestFinished(() => server.close());
  return server;
}
