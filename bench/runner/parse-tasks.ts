// The tasks of a process or a page with chunks of bytes: compare what a parser delivers, and
// measure it.
import { Digest, Sink } from '../contenders/delivered.js';
import type { ParserName } from '../contenders/names.js';
import { parsers } from '../contenders/parsers.js';
import { chunksOf, streamOf } from '../fixtures/stream.js';
import { workloadNamed } from '../fixtures/workloads.js';

export interface ParseTask {
  readonly contender: ParserName;
  readonly workload: string;
  /** Of the stream. A parser parses all of it in each pass. */
  readonly bytes: number;
  readonly chunkBytes: number;
}

export interface TimedParseTask extends ParseTask {
  /** Streams, one after another, each with a parser of its own. */
  readonly passes: number;
  /** How many times a parser parses the stream, as if the stream were so many times as long. */
  readonly repeats: number;
}

/** The chunks of the latest task: all tasks of a cell have the same. */
let cut: { readonly key: string; readonly chunks: readonly Uint8Array[] } | undefined;

function chunksFor({ workload, bytes, chunkBytes }: ParseTask): readonly Uint8Array[] {
  const key = `${workload} ${bytes} ${chunkBytes}`;
  if (cut?.key !== key) {
    const stream = streamOf(workloadNamed(workload), bytes);
    cut = { key, chunks: chunksOf(stream.bytes, chunkBytes) };
  }
  return cut.chunks;
}

export const parseTasks = {
  /**
   * What the contender delivers, as messages or, for contenders without messages, as characters.
   */
  async digestChunks(task: ParseTask): Promise<{ messages: string; characters: number }> {
    const contender = parsers[task.contender];
    await contender.load();
    const digest = new Digest();
    let characters = 0;
    const parser = contender.open((message) => {
      digest.take(message);
      characters += message.data.length;
    });
    for (const chunk of chunksFor(task)) {
      parser.feed(chunk);
    }
    parser.end();
    return { messages: digest.value, characters };
  },

  /**
   * Returns milliseconds for all passes, and a sum that depends on every message, so that none is
   * optimised away.
   */
  async timeChunks(task: TimedParseTask): Promise<{ milliseconds: number; sum: number }> {
    const { contender, passes, repeats } = task;
    const { load, open } = parsers[contender];
    await load();
    const chunks = chunksFor(task);
    const sink = new Sink();
    const begun = performance.now();
    for (let pass = 0; pass < passes; pass += 1) {
      const parser = open(sink.take);
      for (let repeat = 0; repeat < repeats; repeat += 1) {
        for (const chunk of chunks) {
          parser.feed(chunk);
        }
      }
      parser.end();
    }
    const milliseconds = performance.now() - begun;
    return { milliseconds, sum: sink.sum };
  },
};
