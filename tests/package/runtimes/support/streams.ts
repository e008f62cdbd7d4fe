// The server of every runtime: one stream in three chunks, each sent when the reader requests it.
import { expect } from 'vitest';
import { utf8 } from '../../../js/support/bytes.js';
import { startServer, type TestResponse, type TestServer } from '../../../js/support/server.js';

/** The messages of the stream. */
const messages = [
  { data: '你好', event: 'greeting', id: '1' },
  { data: 'a line\n猫 🎉', event: '', id: '2' },
  { data: '再见', event: 'end', id: '你' },
];

const text =
  ': a comment\n\nid: 1\nevent: greeting\ndata: 你好\n\n' +
  'data: a line\r\ndata: 猫 🎉\r\nid: 2\r\n\r\n' +
  'event: end\rid: 你\rdata: 再见\r\r';

/** The bytes, cut in the middle of the emoji and of the last character. */
const chunks = cutInside(utf8(text), '🎉', '见');

function cutInside(bytes: Uint8Array, ...characters: string[]): Uint8Array[] {
  const cuts = characters.map((character) => {
    const before = text.slice(0, text.indexOf(character));
    return utf8(before).length + utf8(character).length - 1;
  });
  const starts = [0, ...cuts];
  return starts.map((start, index) => bytes.subarray(start, cuts[index]));
}

/** Closed when the test ends. */
export async function startStreams(): Promise<TestServer> {
  let stream: TestResponse | undefined;
  let rest: Uint8Array[] = [];
  const sendNext = (): void => {
    const [chunk, ...others] = rest;
    rest = others;
    if (others.length > 0) stream?.write(chunk ?? '');
    else if (chunk !== undefined) stream?.end(chunk);
  };
  return startServer((response, { path }) => {
    if (path.endsWith('/next')) {
      response.writeHead(204, { connection: 'close' }).end();
    } else {
      stream = response;
      rest = chunks;
      response.writeHead(200, { 'content-type': 'text/event-stream', connection: 'close' });
    }
    sendNext();
  });
}

/** Each stream was requested by the POST of programs/read.mjs. */
export function expectPosts(server: TestServer): void {
  const posts = server.requests.filter(({ path }) => !path.endsWith('/next'));
  const requested = posts.map(({ method, path, body }) => ({ method, path, body }));

  const post = { method: 'POST', path: '/stream', body: '{"ask":"你好"}' };
  expect(requested).toEqual(Array.from({ length: 6 }, () => post));
}

/** The result of `read` of programs/read.mjs. */
export const readBy = (backend: 'wasm' | 'js'): Record<string, unknown> => ({
  fetchEventSource: messages,
  eventStream: messages,
  eventSource: messages,
  fromReadableStream: messages,
  parserStream: messages,
  backend,
  createParser: messages,
});
