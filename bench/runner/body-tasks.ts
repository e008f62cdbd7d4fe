// The tasks of a process or a page with bodies: compare what a contender delivers, and measure it.
import { readerOf } from '../contenders/answer-readers.js';
import { Digest, digestOf, Sink, type Take } from '../contenders/delivered.js';
import type { AnswerReaderName, BodyReaderName } from '../contenders/names.js';
import { answerNamed } from '../fixtures/answers.js';
import { chunksOf, streamOf } from '../fixtures/stream.js';
import { workloadNamed } from '../fixtures/workloads.js';

export interface BodyTask {
  readonly contender: AnswerReaderName | BodyReaderName;
  readonly workload: string;
  /** Of the stream. */
  readonly bytes: number;
  /** `undefined` for one event per chunk, as tokens arrive. */
  readonly chunkBytes: number | undefined;
}

/** No server is used: the response exists already. */
const URL = 'http://127.0.0.1/';

/** The chunks of the latest task: all tasks of a cell have the same. */
let cut: { readonly key: string; readonly chunks: readonly Uint8Array[] } | undefined;

function chunksFor({ workload, bytes, chunkBytes }: BodyTask): readonly Uint8Array[] {
  const key = `${workload} ${bytes} ${chunkBytes ?? 'events'}`;
  if (cut?.key !== key) {
    const stream = streamOf(answerNamed(workload) ?? workloadNamed(workload), bytes);
    const chunks = chunkBytes === undefined ? stream.blocks : chunksOf(stream.bytes, chunkBytes);
    cut = { key, chunks };
  }
  return cut.chunks;
}

function read(task: BodyTask, take: Take): Promise<void> {
  const { contender, workload } = task;
  const response = responseOf(chunksFor(task));
  return readerOf(contender, answerNamed(workload)?.api)(
    URL,
    () => Promise.resolve(response),
    take,
  );
}

/** Its body delivers a chunk for each read, as from a slow server. */
function responseOf(chunks: readonly Uint8Array[]): Response {
  let next = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const chunk = chunks[next];
      next += 1;
      if (chunk === undefined) {
        controller.close();
      } else {
        controller.enqueue(chunk);
      }
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

export const bodyTasks = {
  async digestBody(task: BodyTask): Promise<string> {
    const digest = new Digest();
    await read(task, digest.take);
    return digest.value;
  },

  /** Of the whole text, regardless of its fragments. */
  async digestText(task: BodyTask): Promise<string> {
    let text = '';
    await read(task, ({ data }) => void (text += data));
    return digestOf([{ id: '', event: '', data: text }]);
  },

  async timeBodies(
    task: BodyTask & { readonly times: number },
  ): Promise<{ milliseconds: number; sum: number }> {
    const sink = new Sink();
    const begun = performance.now();
    for (let time = 0; time < task.times; time += 1) {
      await read(task, sink.take);
    }
    return { milliseconds: performance.now() - begun, sum: sink.sum };
  },
};
