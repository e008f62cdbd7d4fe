// One answer of a chat API, read by chatText: its bytes in chunks, and servers that send it.
import { chatText, type ChatInit } from '../../../js/src/chat/index.js';
import { startServer, type Respond, type TestServer } from './server.js';

export const EVENT_STREAM = 'text/event-stream';
export const NDJSON = 'application/x-ndjson';
export const POST = { method: 'POST', body: '{}' };

export interface Answer {
  readonly deltas: readonly string[];
  /** The error of the loop. */
  readonly error: unknown;
}

/** Options of a call. The result of `cursor` is passed to `resume`. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Init = ChatInit<any>;

/** Runs the whole loop. */
export async function read(input: RequestInfo | URL, init: Init): Promise<Answer> {
  const deltas: string[] = [];
  try {
    for await (const delta of chatText(input, init)) {
      deltas.push(delta);
    }
  } catch (error) {
    return { deltas, error };
  }
  return { deltas, error: undefined };
}

/**
 * The same from a body in chunks of `size` bytes, because chunk boundaries depend on the network.
 */
export function readPieces(
  bytes: Uint8Array<ArrayBuffer>,
  size: number,
  type: string,
  init: Init,
): Promise<Answer> {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) {
        controller.enqueue(bytes.slice(at, at + size));
      }
      controller.close();
    },
  });
  const response = new Response(body, { headers: { 'content-type': type } });
  return read('https://chat.example/', { ...init, fetch: () => Promise.resolve(response) });
}

/** A body that is complete after `text`. */
export function ends(text: string, type = EVENT_STREAM): Respond {
  return (response) =>
    response.writeHead(200, { 'content-type': type, connection: 'close' }).end(text);
}

/** A body that sends `text`, and nothing more while the test runs. */
export function staysOpen(text: string, type = EVENT_STREAM): Respond {
  return (response) => {
    response.writeHead(200, { 'content-type': type }).flushHeaders();
    response.write(text);
  };
}

export interface Served extends Answer {
  readonly server: TestServer;
}

/** Sends a POST to a server with these responses. Resolves when all its sockets are closed. */
export async function ask(init: Init, ...responds: Respond[]): Promise<Served> {
  const server = await startServer(...responds);
  const answer = await read(server.url, { ...POST, ...init });
  await server.allSocketsClosed();
  return { ...answer, server };
}

/** Events without a type. */
export const events = (...messages: readonly unknown[]): string =>
  messages.map((message) => `data: ${textOf(message)}\n\n`).join('');

/** Events whose type is the `type` of their JSON. */
export const namedEvents = (...messages: readonly { readonly type: string }[]): string =>
  messages.map((message) => `event: ${message.type}\n${events(message)}`).join('');

/** Lines of JSON. */
export const lines = (...messages: readonly unknown[]): string =>
  messages.map((message) => `${textOf(message)}\n`).join('');

const textOf = (message: unknown): string =>
  typeof message === 'string' ? message : JSON.stringify(message);
