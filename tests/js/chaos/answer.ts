// One response of the chaos server: sends the chunks of a plan and injects its fault.
import type { ServerResponse } from 'node:http';
import type { Body } from './body.js';
import type { AttemptPlan } from './plan.js';
import { headersOf } from './delay-hint.js';

/** The parts of the server that a response uses. */
export interface World {
  /** Lets the other side run. */
  pause(): Promise<void>;
  /** Cuts every connection and refuses new ones for a while. */
  restart(pauses: number): void;
  /** No relevant data will follow. Resolves once the client has closed the connection. */
  stall(): Promise<void>;
  /** Everything up to this message has been sent. */
  commit(number: number): void;
}

/** Not an HTTP response for any browser: Chromium accepts nearly anything else. */
const GARBLED_HEAD =
  'HTTP/1.1 200 \xff\r\nContent-Type: text/event-stream\r\nContent-Length: 15\r\nContent-Length: 14\r\n\r\ndata: garbage\n\n';

const EVENT_STREAM = { 'content-type': 'text/event-stream' };

/**
 * Resolves once nothing more will be sent. An unfinished error page stays open until the client
 * closes the connection.
 */
export async function answer(
  response: ServerResponse,
  plan: AttemptPlan,
  body: Body,
  world: World,
): Promise<void> {
  const { fault, status, delayHint } = plan;
  const cut = (): void => sever(response, plan);
  switch (fault) {
    case 'status':
    case 'status, unfinished page':
      response.writeHead(status, { 'content-type': 'text/plain', ...headersOf(delayHint) });
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
    case 'stall for good':
      await pauses(plan, world);
      await world.stall();
      return;
    case 'stall, kept alive':
      await pauses(plan, world);
      await Promise.all([world.stall(), keepAlive(response, plan, world)]);
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

/** The rest of a stream, to its last message, and what the server does then. */
export async function finish(
  response: ServerResponse,
  plan: AttemptPlan,
  body: Body,
  world: World,
): Promise<void> {
  response.writeHead(200, EVENT_STREAM).flushHeaders();
  await send(response, body, world);
  switch (plan.farewell) {
    case 'end':
      response.end();
      return;
    case 'cut after the last message':
      await pauses(plan, world);
      sever(response, plan);
      return;
    case 'stall after the last message':
      await pauses(plan, world);
      await world.stall();
  }
}

async function send(
  response: ServerResponse,
  { chunks, committed }: Body,
  world: World,
): Promise<void> {
  for (const [index, chunk] of chunks.entries()) {
    if (response.destroyed) return;
    world.commit(committed[index] ?? 0);
    await sent(response, chunk);
    // Or several chunks arrive as one.
    await world.pause();
  }
}

/** Comments after any bytes, which must not become part of a message. */
async function keepAlive(
  response: ServerResponse,
  { lineEnd }: AttemptPlan,
  world: World,
): Promise<void> {
  while (!response.destroyed) {
    await sent(response, `: 你好${lineEnd}`);
    await world.pause();
  }
}

/** Resolves once the chunk is sent, or the client has closed the connection. */
function sent(response: ServerResponse, chunk: Uint8Array | string): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('close', done);
      resolve();
    };
    response.once('close', done);
    response.write(chunk, done);
  });
}

async function pauses(plan: AttemptPlan, world: World): Promise<void> {
  for (let pause = 0; pause < plan.pauses; pause++) await world.pause();
}

function sever(response: ServerResponse, { reset }: AttemptPlan): void {
  if (reset) response.socket?.resetAndDestroy();
  else response.destroy();
}
