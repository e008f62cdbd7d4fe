// Serves the pages, modules and streams of the runners over loopback.
import { readFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { streamOf } from '../fixtures/stream.js';
import { workloadNamed } from '../fixtures/workloads.js';
import { writeTokens } from './tokens.js';

const HEADERS = {
  'cache-control': 'no-store',
  // Without these a page's clock has a resolution of a tenth of a millisecond.
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

export class RunnerServer {
  readonly #folder: string;
  readonly #server: Server;
  /** By path. Streams are made once, so that no request waits for its fixture. */
  readonly #streams = new Map<string, Uint8Array>();

  private constructor(folder: string) {
    this.#folder = folder;
    this.#server = createServer(({ url = '/' }, response) => {
      this.#answer(url, response).catch(() => response.writeHead(404).end());
    });
  }

  /** `folder` has the modules. */
  static async start(folder: string): Promise<RunnerServer> {
    const server = new RunnerServer(folder);
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  urlOf(workload: string, bytes: number): string {
    const path = `/streams/${workload}/${bytes}`;
    if (!this.#streams.has(path)) {
      this.#streams.set(path, streamOf(workloadNamed(workload), bytes).bytes);
    }
    return `${this.url}${path}`;
  }

  tokensOf(rate: number, seconds: number): string {
    return `${this.url}/tokens/${rate}/${seconds}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(path: string, response: ServerResponse): Promise<void> {
    const stream = this.#streams.get(path);
    if (stream !== undefined) {
      response.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream' }).end(stream);
    } else if (path.startsWith('/tokens/')) {
      const [rate, seconds] = path.slice('/tokens/'.length).split('/').map(Number);
      response.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream' });
      writeTokens(response, rate ?? NaN, seconds ?? NaN);
    } else if (path.startsWith('/page/')) {
      const script = `/${path.slice('/page/'.length)}.mjs`;
      const html = `<!doctype html><link rel="icon" href="data:,"><script type="module" src="${script}"></script>`;
      response.writeHead(200, { ...HEADERS, 'content-type': 'text/html' }).end(html);
    } else {
      const script = await readFile(`${this.#folder}${path}`);
      response.writeHead(200, { ...HEADERS, 'content-type': 'text/javascript' }).end(script);
    }
  }
}
