// One answer of the chaos server: sends what a plan says, chunk by chunk, and commits its fault.
import type { ServerResponse } from 'node:http';
import type { Body } from './body.js';
import type { AttemptPlan } from './plan.js';

/** What an answer needs of the server. */
export interface World {
  /** Lets the other side do what it can. */
  pause(): Promise<void>;
  /** Cuts every connection and refuses new ones for a while. */
  restart(pauses: number): void;
  /** Everything up to this message is on its way. */
  commit(number: number): void;
}

/** No browser takes it for a response: Chromium makes one of nearly anything else. */
const GARBLED_HEAD =
  'HTTP/1.1 200 \xff\r\nContent-Type: text/event-stream\r\nContent-Length: 15\r\nContent-Length: 14\r\n\r\ndata: garbage\n\n';

const EVENT_STREAM = { 'content-type': 'text/event-stream' };

/** Resolves once nothing more will be sent; an unfinished error page stays open until the client leaves. */
export async function answer(
  response: ServerResponse,
  plan: AttemptPlan,
  body: Body,
  world: World,
): Promise<void> {
  const { fault, status, retryAfter, reset } = plan;
  const cut = (): unknown => (reset ? response.socket?.resetAndDestroy() : response.destroy());
  switch (fault) {
    case 'status':
    case 'status, unfinished page':
      response.writeHead(status, {
        'content-type': 'text/plain',
        ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
      });
      response.write('data: an error page\n\n');
      if (fault === 'status') response.end();
      return;
    case 'wrong content type':
      response.writeHead(200, { 'content-type': 'text/html' }).end('data: a page\n\n');
      return;
    case 'hang-up':
      cut();
      return;
    case 'no answer, then cut':
      await pauses(plan, world);
      cut();
      return;
    case 'garbled head':
      response.socket?.write(GARBLED_HEAD);
      await pauses(plan, world);
      cut();
      return;
    case 'empty body':
      response.writeHead(200, EVENT_STREAM).end();
      return;
    default:
  }
  response.writeHead(200, EVENT_STREAM).flushHeaders();
  await send(response, body, world);
  switch (fault) {
    case 'end':
    case 'end in an event':
      response.end();
      return;
    case 'garbled framing':
      response.socket?.write('no chunk\r\ndata: garbage\n\n');
      await pauses(plan, world);
      cut();
      return;
    case 'stall, then cut':
      await pauses(plan, world);
      cut();
      return;
    case 'restart':
      await world.pause();
      world.restart(plan.pauses);
      return;
    default:
      await world.pause();
      cut();
  }
}

/** All that is left of a stream, to its end. */
export async function finish(response: ServerResponse, body: Body, world: World): Promise<void> {
  response.writeHead(200, EVENT_STREAM).flushHeaders();
  await send(response, body, world);
  response.end();
}

async function send(
  response: ServerResponse,
  { chunks, committed }: Body,
  world: World,
): Promise<void> {
  const gone = new Promise<void>((resolve) => response.once('close', resolve));
  for (const [index, chunk] of chunks.entries()) {
    if (response.destroyed) return;
    world.commit(committed[index] ?? 0);
    const sent = new Promise<void>((resolve) => {
      response.write(chunk, () => resolve());
    });
    await Promise.race([sent, gone]);
    // Or several chunks arrive as one.
    await world.pause();
  }
}

async function pauses(plan: AttemptPlan, world: World): Promise<void> {
  for (let pause = 0; pause < plan.pauses; pause++) await world.pause();
}
