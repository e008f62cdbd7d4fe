// A proxy between a page and the servers of several origins, each by the address that a guide calls it by.
import { serve } from '../../../support/test-server.js';
import { forward } from './site.js';

/** Answers the address of the proxy, for a page's context. Gone when the test is. */
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
