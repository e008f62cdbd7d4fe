// One answer of a chat API, read by chatText: its wire in pieces, and servers that send it.
import { chatText, type ChatInit } from '../../../js/src/chat/index.js';
import { startServer, type Respond, type TestServer } from './server.js';

export const EVENT_STREAM = 'text/event-stream';
export const NDJSON = 'application/x-ndjson';
export const POST = { method: 'POST', body: '{}' };

export interface Answer {
  readonly deltas: readonly string[];
  /** What the loop threw. */
  readonly error: unknown;
}

/** Options of a call; what `cursor` answers is what `resume` is told. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Init = ChatInit<any>;

/** Goes through the whole loop. */
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

/** The same from a body that arrives in pieces of `size` bytes: where a server's bytes are cut is for the network to say. */
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

/** A body that says `text`, and then nothing for as long as the test lasts. */
export function staysOpen(text: string, type = EVENT_STREAM): Respond {
  return (response) => {
    response.writeHead(200, { 'content-type': type }).flushHeaders();
    response.write(text);
  };
}

export interface Served extends Answer {
  readonly server: TestServer;
}

/** A POST to a server that answers so; all of its sockets are closed when it resolves. */
export async function ask(init: Init, ...responds: Respond[]): Promise<Served> {
  const server = await startServer(...responds);
  const answer = await read(server.url, { ...POST, ...init });
  await server.allSocketsClosed();
  return { ...answer, server };
}

/** Events without a type. */
export const events = (...messages: readonly unknown[]): string =>
  messages.map((message) => `data: ${textOf(message)}\n\n`).join('');

/** Events that are named as the `type` of their JSON. */
export const namedEvents = (...messages: readonly { readonly type: string }[]): string =>
  messages.map((message) => `event: ${message.type}\n${events(message)}`).join('');

/** Lines of JSON. */
export const lines = (...messages: readonly unknown[]): string =>
  messages.map((message) => `${textOf(message)}\n`).join('');

const textOf = (message: unknown): string =>
  typeof message === 'string' ? message : JSON.stringify(message);
