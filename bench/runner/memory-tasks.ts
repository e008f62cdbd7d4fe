// The tasks of a process with a thousand streams at once: keep each in the middle of an event, and
// measure the memory.
import { fetchEventSource as fetchPeerEventSource } from '@microsoft/fetch-event-source';
import { createParser as createPeerParser } from 'eventsource-parser';
import { fetchEventSource } from '../../js/src/index.js';
import { Sink, type Take } from '../contenders/delivered.js';
import type { HolderName } from '../contenders/names.js';
import { streamOf } from '../fixtures/stream.js';
import { workloadNamed } from '../fixtures/workloads.js';
import { watchedMemories, measureMemory, type Memory } from './memory.js';

/** Reads a stream that does not end. */
type Holder = (response: () => Response, take: Take) => void;

async function readAll(
  stream: ReadableStream<string> | ReadableStream<Uint8Array>,
  use: (chunk: string | Uint8Array) => void,
): Promise<void> {
  const reader = (stream as ReadableStream<string | Uint8Array>).getReader();
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    use(value ?? '');
  }
}

function bodyOf(response: Response): ReadableStream<Uint8Array<ArrayBuffer>> {
  if (response.body === null) {
    throw new TypeError('Expected a response with a body');
  }
  return response.body;
}

const holders: Readonly<Record<HolderName, Holder>> = {
  'reading and dropping': (response) => {
    void readAll(bodyOf(response()), () => undefined);
  },
  'post-event-source': (response, take) => {
    const fetch = (): Promise<Response> => Promise.resolve(response());
    void fetchEventSource('http://stream.test/', { method: 'POST', fetch, onmessage: take });
  },
  'eventsource-parser': (response, take) => {
    const parser = createPeerParser({ onEvent: take });
    void readAll(bodyOf(response()).pipeThrough(new TextDecoderStream()), (text) =>
      parser.feed(text as string),
    );
  },
  'fetch-event-source': (response, take) => {
    const fetch = (): Promise<Response> => Promise.resolve(response());
    const openWhenHidden = true;
    void fetchPeerEventSource('http://stream.test/', {
      method: 'POST',
      fetch,
      openWhenHidden,
      onmessage: take,
    });
  },
};

export interface MemoryTask {
  readonly contender: HolderName;
  readonly streams: number;
}

const CHUNK_BYTES = 4096;
/** Of an event that has begun, which every parser has to keep. */
const UNFINISHED = 'data: 0123456789';

export const memoryTasks = {
  async measureStreams({ contender, streams }: MemoryTask): Promise<{
    before: Memory;
    after: Memory;
  }> {
    const memories = watchedMemories();
    const hold = holders[contender];
    const sink = new Sink();
    const controllers: ReadableStreamDefaultController<Uint8Array>[] = [];
    const whole = streamOf(workloadNamed('openai'), CHUNK_BYTES);
    const open = async (): Promise<void> => {
      const until = sink.messages + whole.messages.length;
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => void controllers.push(controller),
      });
      const headers = { 'content-type': 'text/event-stream' };
      hold(() => new Response(body, { headers }), sink.take);
      controllers.at(-1)?.enqueue(whole.bytes.slice());
      controllers.at(-1)?.enqueue(new TextEncoder().encode(UNFINISHED));
      // A contender that delivers nothing has read everything a turn later.
      do {
        await new Promise((resolve) => setImmediate(resolve));
      } while (contender !== 'reading and dropping' && sink.messages < until);
    };
    // Excludes what the first stream loads and the second one compiles.
    await open();
    await open();
    const before = await measureMemory(memories);
    for (let stream = 0; stream < streams; stream += 1) {
      await open();
    }
    const after = await measureMemory(memories);
    if (controllers.length !== streams + 2) {
      throw new Error('Expected every stream to be held');
    }
    return { before, after };
  },
};
