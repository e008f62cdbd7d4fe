// The server behind the examples: two streams, and the files of this folder. Run it: `node server.js`.
import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const { PORT = 8000, SECOND = 1000 } = process.env;
const EVENT_STREAM = { 'content-type': 'text/event-stream', 'cache-control': 'no-store' };
const TYPES = { '.html': 'text/html', '.js': 'text/javascript' };

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost');
  if (pathname === '/api/speech') {
    await speak(response, Number(request.headers['last-event-id'] ?? 0));
  } else if (pathname === '/api/chat') {
    await answer(response, JSON.parse(await textOf(request)));
  } else {
    sendFile(response, pathname);
  }
});
server.listen(PORT, () => console.log(`http://localhost:${server.address().port}`));

const SPEECH = [
  { after: 0, data: '现在' },
  { after: 2, data: '两秒以后' },
  { after: 3, data: '五秒以后' },
];

/** Says what NestJS would send for an Observable, from where the reader has it. */
async function speak(response, lastEventId) {
  if (lastEventId >= SPEECH.length) {
    // To an EventSource, which asks again whenever a stream ends, a 204 says that there is no more.
    response.writeHead(204).end();
    return;
  }
  response.writeHead(200, EVENT_STREAM);
  for (let id = lastEventId + 1; id <= SPEECH.length; id += 1) {
    const { after, data } = SPEECH[id - 1];
    await wait(after * SECOND);
    response.write(`event: content\nid: ${id}\ndata: ${data}\n\n`);
  }
  response.end();
}

/** Says what was asked, word by word, as OpenAI's chat completions come. */
async function answer(response, { messages }) {
  response.writeHead(200, EVENT_STREAM);
  for (const content of `You said: ${messages.at(-1).content}`.split(/(?= )/)) {
    response.write(`data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`);
    await wait(SECOND / 5);
  }
  response.end('data: [DONE]\n\n');
}

async function textOf(request) {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}

function sendFile(response, pathname) {
  const path = join(
    import.meta.dirname,
    pathname.endsWith('/') ? `${pathname}index.html` : pathname,
  );
  createReadStream(path)
    .on('open', () => response.setHeader('content-type', TYPES[extname(path)] ?? 'text/plain'))
    .on('error', () => response.writeHead(404).end())
    .pipe(response);
}
