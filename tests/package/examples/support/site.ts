// The server of an example: its files, and streams under /api that a test sends step by step.
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Exchange, Exchanges } from '../../../support/exchange.js';
import { serve } from '../../../support/test-server.js';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/** The messages of a NestJS tutorial: at once, after two seconds, and after five. */
export const SPEECH = ['现在', '两秒以后', '五秒以后'];

/** The message of SPEECH with this ID, as NestJS sends it. */
export function spoken(id: number): string {
  return `event: content\nid: ${id}\nretry: 10\ndata: ${SPEECH[id - 1] ?? ''}\n\n`;
}

/** A part of an answer, as OpenAI's chat completions send it. */
export function delta(content: string): string {
  return `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`;
}

export const DONE = 'data: [DONE]\n\n';

export class Site extends Exchanges {
  url = '';
}

/** Serves a folder and the streams. Closed when the test ends. */
export async function startSite(folder: string): Promise<Site> {
  const site = new Site();
  const { url } = await serve((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname.startsWith('/api/')) {
      // A request of a page that was left before it was sent completely does not count.
      text(request).then(
        (body) => site.add(new Exchange(request, response, body)),
        () => undefined,
      );
    } else {
      void sendFile(response, join(folder, pathname.replace(/\/$/, '/index.html')));
    }
  });
  site.url = url;
  return site;
}

async function sendFile(response: ServerResponse, path: string): Promise<void> {
  const content = await readFile(path).catch(() => undefined);
  if (content === undefined) {
    response.writeHead(404).end();
    return;
  }
  const type = TYPES[extname(path)] ?? 'application/octet-stream';
  response.writeHead(200, { 'content-type': type }).end(content);
}
