// A proxy that lets a page use the addresses of a guide for servers on other ports.
import { serve } from '../../../support/test-server.js';
import { forward } from './site.js';

/** Starts a proxy that maps each origin to a server. Resolves to its URL. It ends after the test. */
export async function startOrigins(servers: Readonly<Record<string, string>>): Promise<string> {
  const proxy = await serve((request, response) => {
    const { origin, pathname, search } = new URL(request.url ?? '');
    const server = servers[origin];
    if (server === undefined) {
      response.writeHead(502).end();
      return;
    }
    request.url = pathname + search;
    forward(request, response, server);
  });
  return proxy.url;
}
