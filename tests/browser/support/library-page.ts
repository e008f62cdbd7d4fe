// A bare page that imports the built package, and a server with the responses of a test, over
// HTTP/1.1, where a browser opens at most six connections to an origin.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { serve } from '../../support/test-server.js';

export type Respond = (response: ServerResponse, request: IncomingMessage) => void;

const PAGE =
  '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>';
const PAGE_SCRIPT = "import * as library from './index.js'; globalThis.library = library;";

declare global {
  /** The package, in the page. */
  var library: typeof import('../../../js/src/index.js');
}

export interface LibraryServer {
  readonly url: string;
  /** Requests for `/stream` so far, with any query. */
  requests: number;
  /** Resolves once no response to them is open. */
  allClosed: () => Promise<void>;
}

/**
 * Serves the page under a Content Security Policy, the package, and `/stream` by `respond`. Closed
 * when the test ends.
 */
export async function startLibraryServer(policy: string, respond: Respond): Promise<LibraryServer> {
  const modules = new Map<string, Buffer>();
  for (const name of ['/index.js', '/shared.js']) {
    modules.set(name, await readFile(new URL(`../../../dist${name}`, import.meta.url)));
  }
  const closed: Promise<unknown>[] = [];
  const { url } = await serve((request, response) => {
    if (request.url?.split('?')[0] === '/stream') {
      state.requests += 1;
      closed.push(once(response, 'close'));
      respond(response, request);
    } else if (modules.has(request.url ?? '')) {
      response.writeHead(200, { 'content-type': 'text/javascript' });
      response.end(modules.get(request.url ?? ''));
    } else if (request.url === '/page.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(PAGE_SCRIPT);
    } else {
      response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy });
      response.end(PAGE);
    }
  });
  const state: LibraryServer = {
    url,
    requests: 0,
    allClosed: async () => {
      await Promise.all(closed);
    },
  };
  return state;
}
