// A network between a client and a server, that can be cut: what has been passed on by then has arrived.
import { connect, type Socket } from 'node:net';
import { serveSockets } from '../../../support/test-server.js';

export interface Relay {
  readonly url: string;
  /** Cuts every connection in the middle; the next one is passed on again. */
  readonly cut: () => void;
}

/** Passes on to `server` what comes. Gone when the test is. */
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
