// A proxy between a page and the servers of several origins, each by the address that a guide calls it by.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { forward } from './site.js';

/** Answers the address of the proxy, for a page's context. Gone when the test is. */
export async function startOrigins(servers: Readonly<Record<string, string>>): Promise<string> {
  const proxy = createServer((request, response) => {
    const { origin, pathname, search } = new URL(request.url ?? '');
    const server = servers[origin];
    if (server === undefined) {
      response.writeHead(502).end();
      return;
    }
    request.url = pathname + search;
    forward(request, response, server);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  onTestFinished(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}
