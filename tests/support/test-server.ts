// Servers of one test: they are closed when it is over.
import type { RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { httpServer, tcpServer, type LocalServer } from './local-server.mjs';

/** Responds to every request by `respond`. */
export async function serve(respond: RequestListener): Promise<LocalServer> {
  return untilTheEnd(await httpServer(respond).listen());
}

/** Hands every connection to `accept`, for responses that are no HTTP, or are cut. */
export async function serveSockets(accept: (socket: Socket) => void): Promise<LocalServer> {
  return untilTheEnd(await tcpServer(accept).listen());
}

function untilTheEnd(server: LocalServer): LocalServer {
  onTestFinished(() => server.close());
  return server;
}
