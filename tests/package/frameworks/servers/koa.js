// The clock of a Koa tutorial: `{ seq, time }` once a second, for a GET and a POST on one path,
// until the client disconnects.
import { PassThrough } from 'node:stream';
import { bodyParser } from '@koa/bodyparser';
import cors from '@koa/cors';
import Router from '@koa/router';
import Koa from 'koa';

/** `second`: the length of a second, in ms. `now`: the clock. */
export function start({ second = 1000, now = () => new Date() } = {}) {
  const app = new Koa();
  const router = new Router();

  router.all('/api/clock', (ctx) => {
    const step = Number(ctx.request.body?.step ?? ctx.query.step);
    let seq = Number(ctx.get('last-event-id'));
    const stream = new PassThrough();
    const tick = () => {
      seq += step;
      stream.write(`id: ${seq}\ndata: ${JSON.stringify({ seq, time: now() })}\n\n`);
    };

    ctx.set({ 'Cache-Control': 'no-cache', 'X-Accel-Buffering': 'no' });
    ctx.type = 'text/event-stream';
    ctx.body = stream;
    stream.write(`retry: ${3 * second}\n\n`);
    const timer = setInterval(tick, second);
    // Koa destroys the stream when the connection is closed.
    stream.on('close', () => clearInterval(timer));
  });

  // A client that disconnects is not an error. Koa would print one.
  app.on('error', (error) => {
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') console.error(error);
  });
  app.use(cors()).use(bodyParser()).use(router.routes());
  return app.listen(0, '127.0.0.1');
}
