// An HTTP/1.1 server that can stop and restart on its port, and that counts its sockets.
import type { IncomingMessage, RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import { freePort, httpServer } from '../../support/local-server.mjs';

export class RestartingListener {
  readonly #server;
  /** Sockets that have carried a request: a client may open a spare one and keep it for a while. */
  readonly #used = new Set<Socket>();
  #port = 0;
  #restart: Promise<void> | undefined;
  #closed = false;

  constructor(respond: RequestListener) {
    this.#server = httpServer(respond, { keepAliveTimeout: 0 });
    const { server } = this.#server;
    server.on('connection', (socket: Socket) => {
      socket.on('close', () => this.#used.delete(socket));
    });
    server.on('request', ({ socket }: IncomingMessage) => this.#used.add(socket));
  }

  async listen(): Promise<void> {
    this.#port = await freePort();
    await this.#server.listen(this.#port);
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get openSockets(): number {
    return this.#used.size;
  }

  /**
   * Cuts every connection and refuses others until `pause` resolves. Returns whether there was
   * none.
   */
  restart(pause: () => Promise<void>): boolean {
    if (this.#restart !== undefined || this.#closed) {
      return false;
    }
    this.#restart = (async () => {
      await this.#stop();
      await pause();
      while (!this.#closed && !(await this.#listenOn(this.#port))) await pause();
      this.#restart = undefined;
    })();
    return true;
  }

  /**
   * Resolves once no socket is left. Idle keep-alive sockets are closed here; any other is a
   * connection that a client has not closed. Rejects with their number when `patience` ends first.
   */
  async drained(patience: AbortSignal): Promise<void> {
    while (this.#used.size > 0 && !patience.aborted) {
      this.#server.server.closeIdleConnections();
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (this.#used.size > 0) {
      throw new Error(`Expected no socket to be left, got ${this.#used.size}`);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#restart;
    await this.#stop();
  }

  async #stop(): Promise<void> {
    this.#server.cut();
    await this.#server.close();
  }

  async #listenOn(port: number): Promise<boolean> {
    return this.#server.listen(port).then(
      () => true,
      () => false,
    );
  }
}
