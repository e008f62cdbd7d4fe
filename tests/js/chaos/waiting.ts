// Streams that wait for most of the time, as in a server, through one API. Prints the number of
// messages, and how many bytes each added to V8's old generation. A process of its own. Argument:
// the API.
import { getHeapSpaceStatistics } from 'node:v8';
import { chatParts } from '../../../js/src/chat/chat-parts.js';
import { chatText } from '../../../js/src/chat/chat-text.js';
import { openaiChat } from '../../../js/src/chat/formats/openai-chat.js';
import { eventStream } from '../../../js/src/shapes/event-stream.js';
import { fetchEventSource } from '../../../js/src/shapes/fetch-event-source.js';
import type { Fetch } from '../../../js/src/types.js';

const STREAMS = 200;
const WARM_UP = 100;
const TOKENS = 200;
const COLLECTIONS = 4;

/** Not from an object literal, which V8 could allocate in the old generation. */
class Result {
  readonly done = false;
  constructor(readonly value: Uint8Array) {}
}

class Body {
  readonly locked = false;
  #resolve: ((result: Result) => void) | undefined;

  getReader(): this {
    return this;
  }

  read(): Promise<Result> {
    return new Promise((resolve) => (this.#resolve = resolve));
  }

  cancel(): Promise<void> {
    return Promise.resolve();
  }

  send(chunk: Uint8Array): void {
    this.#resolve?.(new Result(chunk));
  }
}

const bodies: Body[] = [];

const fetch: Fetch = () => {
  const body = new Body();
  bodies.push(body);
  const headers = new Headers({ 'content-type': 'text/event-stream' });
  return Promise.resolve({ ok: true, status: 200, headers, body } as unknown as Response);
};

const URL = 'http://127.0.0.1/';
const ACTION = { fetch, method: 'POST', body: '{}' };

let read = 0;

async function readAll(items: AsyncIterable<unknown>): Promise<void> {
  for await (const item of items) {
    read += item === undefined ? 0 : 1;
  }
}

/** Keeps the latest message, as a loop does. */
function keepingLatest(): (message: unknown) => void {
  const kept: { message?: unknown } = {};
  return (message) => {
    kept.message = message;
    read += 1;
  };
}

const apis: Readonly<Record<string, () => Promise<void>>> = {
  fetchEventSource: () => fetchEventSource(URL, { ...ACTION, onmessage: keepingLatest() }),
  eventStream: () => readAll(eventStream(URL, ACTION)),
  chatText: () => readAll(chatText(URL, { ...ACTION, format: openaiChat })),
  chatParts: () => readAll(chatParts(URL, { ...ACTION, format: openaiChat })),
};

const encoder = new TextEncoder();

function chunkOf(token: number): Uint8Array {
  const choices = [{ index: 0, delta: { content: ` word ${token % 97}` }, finish_reason: null }];
  return encoder.encode(`data: ${JSON.stringify({ id: 'chatcmpl-1', choices })}\n\n`);
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** To one stream after another. */
async function send(tokens: number): Promise<void> {
  for (let token = 0; token < tokens; token += 1) {
    for (const body of bodies) {
      body.send(chunkOf(token));
      await turn();
    }
  }
}

function oldGeneration(): number {
  const spaces = getHeapSpaceStatistics();
  return spaces.find(({ space_name: name }) => name === 'old_space')?.space_used_size ?? NaN;
}

async function main(): Promise<void> {
  const open = apis[process.argv[2] ?? ''];
  for (let stream = 0; stream < STREAMS; stream += 1) {
    void open?.();
  }
  while (bodies.length < STREAMS) {
    await turn();
  }
  await send(1);
  // All streams wait for their second token now: what they keep survives.
  for (let time = 0; time < COLLECTIONS; time += 1) {
    globalThis.gc?.();
    await turn();
  }
  await send(WARM_UP);
  const before = oldGeneration();
  await send(TOKENS);
  const grown = (oldGeneration() - before) / (TOKENS * STREAMS);
  process.stdout.write(JSON.stringify({ read, grown }));
  process.exit();
}

void main();
