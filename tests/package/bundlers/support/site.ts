// The server of a sample page: its files, and an event stream that continues when the page has
// received the last message.
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { utf8 } from '../../../js/support/bytes.js';
import { startServer, type TestResponse, type TestServer } from '../../../js/support/server.js';

/** The messages of the stream, as the package delivers them. */
export const MESSAGES = [
  { data: 'begins', event: '', id: '' },
  { data: '你好', event: 'answer', id: '7' },
  { data: 'ends 🎉', event: '', id: '' },
];

/** Each chunk ends after the first byte of the character with which the next one begins. */
const PIECES = cutInside('data: begins\n\nevent: answer\nid: 7\ndata: 你好\n\ndata: ends 🎉\n\n', [
  '好',
  '🎉',
]);

/** No charset: the encoding of a script must not depend on it. */
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };

/** Allows scripts of other origins to read the file, as a CDN does. */
const HEADERS = { connection: 'close', 'access-control-allow-origin': '*' };

/** Serves a folder, and `/stream` to one page. Closed when the test ends. */
export function startSite(folder: string): Promise<TestServer> {
  let stream: TestResponse | undefined;
  const send = (piece: number): void => {
    stream?.write(PIECES[piece] ?? '');
    if (piece === PIECES.length - 1) stream?.end();
  };
  return startServer((response, { method, path }) => {
    if (method === 'POST') {
      stream = response.writeHead(200, { 'content-type': 'text/event-stream', ...HEADERS });
      send(0);
    } else if (path.startsWith('/received/')) {
      response.writeHead(204, HEADERS).end();
      send(Number(path.slice('/received/'.length)));
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
