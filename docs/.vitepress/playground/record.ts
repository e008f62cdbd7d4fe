// Feeds chunks to the package's parser and records what it emits, chunk by chunk.
import type { createParser as CreateParser } from '../../../js/src/index.js';
import { visible } from './visible.js';

export type Emitted =
  | { kind: 'event'; type: string; data: string; lastEventId: string }
  | { kind: 'id' | 'comment' | 'ignored' | 'error'; text: string }
  | { kind: 'retry'; milliseconds: number };

/** A chunk with what it led to, or several chunks in a row that led to nothing. */
export interface ChunkResult {
  /** From 1. */
  readonly first: number;
  readonly last: number;
  readonly length: number;
  readonly text: string;
  readonly emitted: readonly Emitted[];
}

export interface Recording {
  readonly results: readonly ChunkResult[];
  readonly events: number;
  readonly lastEventId: string;
  readonly reconnectionTime: number | undefined;
  /** Whether an event was larger than `maxEventBytes`: the parser then stops. */
  readonly hasFailed: boolean;
}

export function record(
  createParser: typeof CreateParser,
  chunks: readonly Uint8Array[],
  maxEventBytes: number,
): Recording {
  let emitted: Emitted[] = [];
  let lastEventId = '';
  let events = 0;
  let reconnectionTime: number | undefined;
  let hasFailed = false;
  const parser = createParser({
    maxEventBytes,
    onEvent: ({ event = 'message', data }) => {
      events += 1;
      emitted.push({ kind: 'event', type: event, data, lastEventId });
    },
    onId: (id) => {
      lastEventId = id;
      emitted.push({ kind: 'id', text: id });
    },
    onRetry: (milliseconds) => {
      reconnectionTime = milliseconds;
      emitted.push({ kind: 'retry', milliseconds });
    },
    onComment: (text) => emitted.push({ kind: 'comment', text }),
    onError: ({ type, message }) => {
      hasFailed = type === 'max-buffer-size-exceeded';
      emitted.push({ kind: hasFailed ? 'error' : 'ignored', text: message });
    },
  });
  const results: ChunkResult[] = [];
  for (const [index, chunk] of chunks.entries()) {
    emitted = [];
    parser.feed(chunk);
    const number = index + 1;
    const result = {
      first: number,
      last: number,
      length: chunk.length,
      text: visible(chunk),
      emitted,
    };
    const previous = results.at(-1);
    if (previous?.emitted.length === 0 && emitted.length === 0) {
      results[results.length - 1] = joined(previous, result);
    } else {
      results.push(result);
    }
    if (hasFailed) break;
  }
  parser.reset();
  return { results, events, lastEventId, reconnectionTime, hasFailed };
}

const joined = (one: ChunkResult, other: ChunkResult): ChunkResult => ({
  ...one,
  last: other.last,
  length: one.length + other.length,
  text: `${one.text}|${other.text}`,
});
