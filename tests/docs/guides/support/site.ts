// What a page of a guide sees of its server: the files of the guide, scripts bundled, and behind them another server.
import { readFile } from 'node:fs/promises';
import { request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname } from 'node:path';
import { build } from 'esbuild';
import { serve } from '../../../support/test-server.js';
import type { Guide } from './guide.js';

/**
 * Serves a guide's files as they are used; everything else is the business of `server`. Without an index.html there is a page
 * with nothing but the scripts. Gone when the test is.
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
      // Chromium asks for it by itself, and `server` is to hear of nothing but what the guide asks.
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

/** Both ends of the connection end together: a page that leaves, and a server that is cut. */
export function forward(request: IncomingMessage, response: ServerResponse, server: string): void {
  const { method = 'GET', headers } = request;
  const forwarded = send(new URL(request.url ?? '/', server), { method, headers });
  forwarded.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.on('error', () => response.destroy()).pipe(response);
  });
  forwarded.on('error', () => response.destroy());
  response.on('close', () => forwarded.destroy());
  request.pipe(forwarded);
}
