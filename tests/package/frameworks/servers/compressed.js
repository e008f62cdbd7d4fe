// Express with compression, which buffers what is written, and the two ways around that.
import { once } from 'node:events';
import compression from 'compression';
import cors from 'cors';
import express from 'express';

export function start() {
  const app = express();
  app.use(cors());
  app.use(compression());

  /** Sends the second message when `app` emits `next`. */
  const stream = async (write) => {
    write('data: one\n\n');
    await once(app, 'next');
    write('data: two\n\n');
  };

  app.get('/untouched', (req, res) => {
    res.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache, no-transform' });
    return stream((block) => res.write(block));
  });

  app.get('/flushed', (req, res) => {
    res.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' });
    return stream((block) => {
      res.write(block);
      res.flush();
    });
  });

  app.post('/next', (req, res) => {
    app.emit('next');
    res.sendStatus(204);
  });

  return app.listen(0, '127.0.0.1');
}
