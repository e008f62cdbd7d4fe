// A TCP relay between a client and a server, whose connections a test can close.
import { connect, type Socket } from 'node:net';
import { serveSockets } from '../../../support/test-server.js';

export interface Relay {
  readonly url: string;
  /** Closes all connections. New connections are forwarded again. */
  readonly cut: () => void;
}

/** Starts a relay to `server`. It ends after the test. */
export async function startRelay(server: string): Promise<Relay> {
  const { hostname, port } = new URL(server);
  const sockets = new Set<Socket>();
  const cut = (): void => sockets.forEach((socket) => socket.destroy());
  const { url } = await serveSockets((client) => {
    const onward = connect(Number(port), hostname);
    for (const [socket, other] of [
      [client, onward],
      [onward, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  return { url, cut };
}
