// The test servers of a page, in Node: real sockets here, while the handlers run in the page.
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { freePort } from '../../support/local-server.mjs';
import { decode, encode } from './wire.mjs';

/**
 * @typedef {import('./wire.mjs').FromPage} FromPage
 * @typedef {import('./wire.mjs').ToPage} ToPage
 * @typedef {import('node:http').IncomingMessage} IncomingMessage
 * @typedef {import('node:http').ServerResponse} ServerResponse
 * @typedef {import('node:net').Socket} Socket
 * @typedef {import('ws').WebSocket} WebSocket
 */

export class Relay {
  /** By the first part of their paths. @type {Map<string, PageServer>} */
  #servers = new Map();
  #opened = 0;

  /** @param {WebSocket} link to a page, which owns what it opens through it */
  serve(link) {
    const page = new Page(link, (server) => {
      const prefix = `/servers/${(this.#opened += 1)}`;
      this.#servers.set(prefix, server);
      return prefix;
    });
    link.on('message', (data) => page.hear(/** @type {Buffer} */ (data)));
    link.on('close', () => page.end());
  }

  /**
   * @param {IncomingMessage} request
   * @param {ServerResponse} response
   * @returns {boolean} whether the request was for a test server
   */
  handle(request, response) {
    const [, prefix = '', path = ''] = /^(\/servers\/\d+)(.*)$/.exec(request.url ?? '') ?? [];
    if (prefix === '') return false;
    const server = this.#servers.get(prefix);
    if (server === undefined) request.socket.destroy();
    else server.take(request, response, path);
    return true;
  }
}

/** One page or worker, and what it has opened. */
class Page {
  #link;
  #register;
  /** @type {Map<number, PageServer>} */
  #servers = new Map();
  /** @type {Map<number, ServerResponse>} */
  #responses = new Map();

  /**
   * @param {WebSocket} link
   * @param {(server: PageServer) => string} register returns the path of the server
   */
  constructor(link, register) {
    this.#link = link;
    this.#register = register;
  }

  /** @param {ToPage} message */
  send(message) {
    if (this.#link.readyState === this.#link.OPEN) this.#link.send(encode(message));
  }

  /** @param {number} number @param {ServerResponse} response */
  keep(number, response) {
    this.#responses.set(number, response);
    response.on('error', () => {});
    response.on('close', () => {
      this.#responses.delete(number);
      this.send({ type: 'gone', response: number });
    });
  }

  /** @param {Uint8Array} frame */
  hear(frame) {
    const { message, bytes } = /** @type {{ message: FromPage, bytes: Uint8Array }} */ (
      decode(frame)
    );
    try {
      this.#obey(message, bytes);
    } catch (error) {
      // For example an invalid header: the test has a bug and receives the error.
      this.send({ type: 'fault', message: String(error) });
    }
  }

  end() {
    for (const server of this.#servers.values()) void server.close();
  }

  /** @param {FromPage} message @param {Uint8Array} bytes */
  #obey(message, bytes) {
    switch (message.type) {
      case 'open': {
        const server = new PageServer(this, message.server);
        this.#servers.set(message.server, server);
        const path = this.#register(server);
        this.send({ type: 'opened', server: message.server, path });
        break;
      }
      case 'cut':
        this.#servers.get(message.server)?.cut();
        break;
      case 'close':
        void this.#servers.get(message.server)?.close();
        break;
      case 'ping':
        // Waits a turn of the event loop, so that a request which has already arrived is reported
        // first.
        setImmediate(() => this.send({ type: 'answer', question: message.question, text: '' }));
        break;
      case 'urlWithoutServer':
        // A URL on which no server listens.
        void freePort().then((port) =>
          this.send({
            type: 'answer',
            question: message.question,
            text: `http://127.0.0.1:${port}/`,
          }),
        );
        break;
      default:
        this.#answer(message, bytes, this.#responses.get(message.response));
    }
  }

  /**
   * @param {Extract<FromPage, { response: number }>} message
   * @param {Uint8Array} bytes
   * @param {ServerResponse | undefined} response undefined if its socket is closed
   */
  #answer(message, bytes, response) {
    switch (message.type) {
      case 'writeHead':
        response?.writeHead(message.status, message.headers);
        break;
      case 'flushHeaders':
        response?.flushHeaders();
        break;
      case 'write':
        response?.write(bytes, () => this.send({ type: 'written', response: message.response }));
        break;
      case 'end':
        response?.end(bytes);
        break;
      case 'destroy':
        response?.destroy();
        break;
    }
  }
}

let sockets = 0;
let responses = 0;

/** One test server: its part of the paths, and the sockets whose requests were for it. */
class PageServer {
  #page;
  #number;
  /** @type {Map<Socket, number>} */
  #sockets = new Map();
  #isClosed = false;

  /** @param {Page} page @param {number} number of the page's */
  constructor(page, number) {
    this.#page = page;
    this.#number = number;
  }

  /**
   * @param {IncomingMessage} request
   * @param {ServerResponse} response
   * @param {string} path without the prefix of this server
   */
  take(request, response, path) {
    const { socket, method = '', headers } = request;
    if (this.#isClosed) {
      socket.destroy();
      return;
    }
    // All servers share one origin. On a connection that another server has used, a browser would
    // silently repeat a GET that is cut, and no test could tell the sockets apart.
    response.shouldKeepAlive = false;
    this.#own(socket);
    void buffer(request).then(
      (body) => {
        const number = (responses += 1);
        this.#page.keep(number, response);
        const recorded = { method, path, headers, body: body.toString() };
        this.#page.send({
          type: 'request',
          server: this.#number,
          response: number,
          request: recorded,
        });
      },
      // A request that was aborted while it was being sent does not count.
      () => {},
    );
  }

  /**
   * As a network failure does. WebKitGTK takes an orderly close for the end of the body, even
   * between two chunks.
   */
  cut() {
    for (const socket of this.#sockets.keys()) socket.resetAndDestroy();
  }

  async close() {
    this.#isClosed = true;
    const sockets = [...this.#sockets.keys()];
    // A reset waits for the written data, which a page that has finished may never read.
    const closed = sockets.map((socket) => once(socket.destroy(), 'close'));
    await Promise.all(closed);
    this.#page.send({ type: 'closed', server: this.#number });
  }

  /** @param {Socket} socket */
  #own(socket) {
    const number = (sockets += 1);
    this.#sockets.set(socket, number);
    this.#page.send({ type: 'socketCarries', server: this.#number, socket: number });
    socket.on('close', () => {
      this.#sockets.delete(socket);
      this.#page.send({ type: 'socketClosed', server: this.#number, socket: number });
    });
  }
}
