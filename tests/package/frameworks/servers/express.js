// The chat server of an Express tutorial: a GET and a POST on one path, in plain chunks and in
// blocks with every field.
import { setTimeout as wait } from 'node:timers/promises';
import cors from 'cors';
import express from 'express';
import { answerTo, chunksOf, dataOf } from './answer.js';

/** `second`: the length of a second, in ms. */
export function start({ second = 1000, allowedHeaders } = {}) {
  const app = express();
  app.use(cors({ allowedHeaders }));
  app.use(express.json());

  const begin = (res) => {
    res.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-cache',
      'X-Accel-Buffering': 'no',
    });
    res.write(`retry: ${3 * second}\n\n`);
  };
  const chunksFor = (req) => chunksOf(answerTo(req.body?.question ?? req.query.question));

  app.all('/api/chat/sse', async (req, res) => {
    begin(res);
    for (const chunk of chunksFor(req)) {
      if (res.destroyed) return;
      res.write(`${dataOf(chunk)}\n`);
      await wait(10);
    }
    res.end('data: [DONE]\n\n');
  });

  app.all('/api/chat/events', async (req, res) => {
    begin(res);
    const chunks = chunksFor(req);
    const last = Number(req.get('last-event-id') ?? 0);
    for (const [index, chunk] of chunks.slice(last).entries()) {
      if (res.destroyed) return;
      const id = last + index + 1;
      res.write(`: ${id} of ${chunks.length}\nid: ${id}\nevent: content\n${dataOf(chunk)}\n`);
      await wait(10);
    }
    res.end(`: complete\nid: ${chunks.length + 1}\nevent: end\ndata: [DONE]\n\n`);
  });

  return app.listen(0, '127.0.0.1');
}
