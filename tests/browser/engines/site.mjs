// The one origin of a run: the page, its scripts, the reports of its tests, and the test servers.
import { WebSocketServer } from 'ws';
import { httpServer } from '../../support/local-server.mjs';
import { Relay } from './relay.mjs';

const PAGE = `<!doctype html><meta charset="utf-8"><title>Tests</title><link rel="icon" href="data:,">
<script type="module" src="/main.js"></script>`;

/**
 * @typedef {import('./report.mjs').Report} Report
 * @typedef {import('node:http').ServerResponse} ServerResponse
 */

export class Site {
  #relay = new Relay();
  #sockets = new WebSocketServer({ noServer: true, maxPayload: 2 ** 30 });
  #server;
  /** By the number of the run. @type {Map<string, (report: Report) => void>} */
  #listeners = new Map();
  #runs = 0;

  /** @param {ReadonlyMap<string, string>} scripts by path */
  constructor(scripts) {
    this.#server = httpServer((request, response) => {
      const { pathname } = new URL(request.url ?? '', 'http://127.0.0.1');
      if (this.#relay.handle(request, response)) return;
      const script = scripts.get(pathname);
      if (script !== undefined) send(response, 200, 'text/javascript; charset=utf-8', script);
      else if (pathname === '/') send(response, 200, 'text/html; charset=utf-8', PAGE);
      else send(response, 404, 'text/plain', `Nothing is at ${pathname}`);
    });
    this.#server.server.on('upgrade', (request, socket, head) => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://127.0.0.1');
      this.#sockets.handleUpgrade(request, socket, head, (link) => {
        if (pathname === '/relay') this.#relay.serve(link);
        else this.#receive(link, searchParams.get('run') ?? '');
      });
    });
  }

  async open() {
    await this.#server.listen();
  }

  async close() {
    this.#sockets.clients.forEach((link) => link.terminate());
    await this.#server.close();
  }

  /**
   * @param {string} file
   * @param {string} context
   * @param {(report: Report) => void} listener
   * @returns {{ url: string, end: () => void }} the page that runs the file; reports after `end`
   * are ignored
   */
  run(file, context, listener) {
    const run = String((this.#runs += 1));
    this.#listeners.set(run, listener);
    const query = new URLSearchParams({ run, file, context }).toString();
    return { url: `${this.#server.url}/?${query}`, end: () => this.#listeners.delete(run) };
  }

  /** @param {import('ws').WebSocket} link @param {string} run */
  #receive(link, run) {
    link.on('message', (data) => this.#listeners.get(run)?.(JSON.parse(String(data))));
  }
}

/**
 * Closes the connection, because the first request of a test would otherwise reuse it.
 * @param {ServerResponse} response
 * @param {number} status
 * @param {string} type
 * @param {string} body
 */
function send(response, status, type, body) {
  const headers = { 'content-type': type, 'cache-control': 'no-store', connection: 'close' };
  response.writeHead(status, headers).end(body);
}
