// The server of the examples: two streams, and the files of this folder. Run `node server.js`.
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
    await sendSpeech(response, Number(request.headers['last-event-id'] ?? 0));
  } else if (pathname === '/api/chat') {
    await sendAnswer(response, JSON.parse(await textOf(request)));
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

/** Sends the messages after `lastEventId`, in the form that NestJS sends for an Observable. */
async function sendSpeech(response, lastEventId) {
  if (lastEventId >= SPEECH.length) {
    // An EventSource reconnects whenever a stream ends. A 204 stops it.
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

/** Repeats the question word by word, in the form of OpenAI's chat completions. */
async function sendAnswer(response, { messages }) {
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
