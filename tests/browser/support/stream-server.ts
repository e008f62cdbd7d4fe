// A server whose event streams a test controls: it waits for each request, sends its response step
// by step, and waits for its close.
import { Exchange, Exchanges } from '../../support/exchange.js';
import { startLibraryServer } from './library-page.js';

const POLICY = "default-src 'self'; img-src data:; script-src 'self' 'wasm-unsafe-eval'";

export class StreamServer extends Exchanges {
  /** The requests under `/stream`, in the order of arrival. */
  readonly lines: string[] = [];
  /** Called with each request. */
  answer: (exchange: Exchange, number: number) => void = () => undefined;
  #url = '';

  /** `host`: a name of this machine, as the browser resolves it. */
  async open(host: string): Promise<void> {
    const { url } = await startLibraryServer(POLICY, (response, request) => {
      const exchange = new Exchange(request, response);
      this.lines.push(exchange.request);
      if (exchange.request === 'GET /stream?mark') {
        response.end();
        return;
      }
      this.add(exchange);
      this.answer(exchange, this.exchanges.length);
    });
    this.#url = url.replace('127.0.0.1', host);
  }

  get url(): string {
    return this.#url;
  }
}

/** Closed when the test ends. */
export async function startStreamServer(host = '127.0.0.1'): Promise<StreamServer> {
  const server = new StreamServer();
  await server.open(host);
  return server;
}
