// A server on a real socket of this machine: HTTP, or raw bytes. It counts its sockets and can cut
// them. For tests in Node, and for programs without Vitest. test-server.ts closes it with the test.
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';

/** @typedef {import('node:net').Socket} Socket */

/** @template {import('node:net').Server} [Server=import('node:net').Server] */
export class LocalServer {
  /** The server of Node, for what this class does not have. */
  server;
  /** @type {Set<Socket>} */
  #sockets = new Set();

  /** @param {Server} server that does not listen yet */
  constructor(server) {
    this.server = server;
    server.on('connection', (/** @type {Socket} */ socket) => {
      this.#sockets.add(socket);
      // A client that resets its connection does not fail the test.
      socket.on('error', () => {});
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  /**
   * @param {number} [port] a free one by default
   * @param {string} [host]
   * @returns {Promise<this>} rejects if the port is in use
   */
  async listen(port = 0, host = '127.0.0.1') {
    this.server.listen(port, host);
    await once(this.server, 'listening');
    return this;
  }

  get port() {
    return /** @type {import('node:net').AddressInfo} */ (this.server.address()).port;
  }

  /** Without a trailing slash. */
  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Resets every connection, as a network failure does. */
  cut() {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  /** Resolves once no socket is left. */
  async close() {
    const closed = this.server.listening ? once(this.server, 'close') : undefined;
    this.server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}

/**
 * @param {import('node:http').RequestListener} respond
 * @param {import('node:http').ServerOptions} [options]
 */
export const httpServer = (respond, options = {}) =>
  new LocalServer(createHttpServer(options, respond));

/** @param {(socket: Socket) => void} accept */
export const tcpServer = (accept) => new LocalServer(createTcpServer(accept));

// Below the ephemeral ports. Systems assign those to clients and servers, so a free one might be
// taken before it is used, and a client that is assigned the port of its own request is connected
// to itself.
const FIRST_PORT = 20_000;
const PORTS = 10_000;
let tried = 0;

/**
 * A port on which no server listens. Processes that run at the same time search different ranges.
 */
export async function freePort() {
  for (let left = PORTS; left > 0; left--) {
    const port = FIRST_PORT + ((process.pid * 37 + tried++) % PORTS);
    const server = tcpServer(() => {});
    const isFree = await server.listen(port).then(
      () => true,
      () => false,
    );
    await server.close();
    if (isFree) return port;
  }
  throw new Error(`Expected a free port from ${FIRST_PORT} on, got none`);
}
