// The tasks of a page with whole responses: compare what a contender delivers, and measure it.
import { Digest, Sink } from '../contenders/delivered.js';
import type { ReaderName } from '../contenders/names.js';
import { readers } from '../contenders/readers.js';

export interface ResponseTask {
  readonly contender: ReaderName;
  readonly url: string;
}

export const responseTasks = {
  async digestResponse({ contender, url }: ResponseTask): Promise<string> {
    const read = readers[contender];
    const digest = new Digest();
    await read(url, digest.take);
    return digest.value;
  },

  async timeResponses(
    task: ResponseTask & { readonly times: number },
  ): Promise<{ milliseconds: number; sum: number }> {
    const read = readers[task.contender];
    const sink = new Sink();
    const begun = performance.now();
    for (let time = 0; time < task.times; time += 1) {
      await read(task.url, sink.take);
    }
    return { milliseconds: performance.now() - begun, sum: sink.sum };
  },
};
