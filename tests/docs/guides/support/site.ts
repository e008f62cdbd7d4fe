// A server for the pages of a guide: its files, with bundled scripts. Other requests go to another server.
import { readFile } from 'node:fs/promises';
import { request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname } from 'node:path';
import { build } from 'esbuild';
import { serve } from '../../../support/test-server.js';
import type { Guide } from './guide.js';

/**
 * Serves files of a guide, and marks them as used. Forwards other requests to `server`. Without an index.html, serves a
 * page with only the scripts. Ends after the test.
 */
export async function startSite(
  guide: Guide,
  files: readonly string[],
  server = '',
): Promise<string> {
  const paths = new Map(files.map((file) => [`/${file}`, guide.use(file)]));
  const site = await serve((request, response) => {
    const path = paths.get(request.url === '/' ? '/index.html' : (request.url ?? ''));
    if (request.url === '/favicon.ico') {
      // Chromium requests it by itself, and `server` must receive only requests of the guide.
      response.writeHead(204).end();
    } else if (path === undefined && request.url === '/') {
      response.writeHead(200, { 'content-type': 'text/html' }).end(pageOf(files));
    } else if (path === undefined) {
      forward(request, response, server);
    } else {
      void sendFile(path, response);
    }
  });
  return site.url;
}

function pageOf(scripts: readonly string[]): string {
  const tags = scripts.map((script) => `<script type="module" src="${script}"></script>`);
  return `<!doctype html>${tags.join('')}`;
}

async function sendFile(path: string, response: ServerResponse): Promise<void> {
  if (extname(path) === '.html') {
    response.writeHead(200, { 'content-type': 'text/html' }).end(await readFile(path));
    return;
  }
  const { outputFiles } = await build({
    entryPoints: [path],
    bundle: true,
    write: false,
    format: 'esm',
  });
  response.writeHead(200, { 'content-type': 'text/javascript' }).end(outputFiles[0]?.contents);
}

/** Forwards a request. If one side closes its connection, the other side is closed too. */
export function forward(request: IncomingMessage, response: ServerResponse, server: string): void {
  const { method = 'GET', headers } = request;
  const forwarded = send(new URL(request.url ?? '/', server), { method, headers });
  forwarded.on('response', (upstream) => {
    response.writeHead(upstream.statusCode ?? 502, upstream.headers);
    upstream.on('error', () => response.destroy()).pipe(response);
  });
  forwarded.on('error', () => response.destroy());
  response.on('close', () => forwarded.destroy());
  request.pipe(forwarded);
}
