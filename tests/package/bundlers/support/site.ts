// The server behind a sample page: its files, and an event stream that goes on when the page has heard what was said.
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { utf8 } from '../../../js/support/bytes.js';
import { startServer, type TestResponse, type TestServer } from '../../../js/support/server.js';

/** What the stream says, as the package tells it. */
export const MESSAGES = [
  { data: 'begins', event: '', id: '' },
  { data: '你好', event: 'answer', id: '7' },
  { data: 'ends 🎉', event: '', id: '' },
];

/** Each piece ends after the first byte of the character that the next one begins with. */
const PIECES = cutInside('data: begins\n\nevent: answer\nid: 7\ndata: 你好\n\ndata: ends 🎉\n\n', [
  '好',
  '🎉',
]);

/** No charset: what a script is written in must not depend on it. */
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };

/** Another page's script may read what a CDN sends. */
const HEADERS = { connection: 'close', 'access-control-allow-origin': '*' };

/** Serves a folder, and `/stream` to one page; gone when the test is. */
export function startSite(folder: string): Promise<TestServer> {
  let stream: TestResponse | undefined;
  const say = (piece: number): void => {
    stream?.write(PIECES[piece] ?? '');
    if (piece === PIECES.length - 1) stream?.end();
  };
  return startServer((response, { method, path }) => {
    if (method === 'POST') {
      stream = response.writeHead(200, { 'content-type': 'text/event-stream', ...HEADERS });
      say(0);
    } else if (path.startsWith('/received/')) {
      response.writeHead(204, HEADERS).end();
      say(Number(path.slice('/received/'.length)));
    } else {
      void sendFile(response, join(folder, path === '/' ? 'index.html' : path));
    }
  });
}

async function sendFile(response: TestResponse, path: string): Promise<void> {
  const content = await readFile(path).catch(() => undefined);
  if (content === undefined) {
    response.writeHead(404, HEADERS).end();
    return;
  }
  const type = TYPES[extname(path)] ?? 'application/octet-stream';
  response.writeHead(200, { 'content-type': type, ...HEADERS }).end(content);
}

function cutInside(text: string, characters: readonly string[]): Uint8Array[] {
  const ends = characters.map(
    (character) => utf8(text.slice(0, text.indexOf(character))).length + 1,
  );
  const bytes = utf8(text);
  return [...ends, bytes.length].map((end, piece) => bytes.subarray(ends[piece - 1] ?? 0, end));
}
