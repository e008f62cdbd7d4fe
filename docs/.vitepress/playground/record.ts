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
  events: number;
  lastEventId: string;
  reconnectionTime: number | undefined;
  /** Whether an event was larger than `maxEventBytes`: the parser then stops. */
  hasFailed: boolean;
}

export function record(
  createParser: typeof CreateParser,
  chunks: readonly Uint8Array[],
  maxEventBytes: number,
): Recording {
  let emitted: Emitted[] = [];
  const results: ChunkResult[] = [];
  const recording: Recording = {
    results,
    events: 0,
    lastEventId: '',
    reconnectionTime: undefined,
    hasFailed: false,
  };
  const parser = createParser({
    maxEventBytes,
    onEvent: ({ event = 'message', data }) => {
      recording.events += 1;
      emitted.push({ kind: 'event', type: event, data, lastEventId: recording.lastEventId });
    },
    onId: (id) => {
      recording.lastEventId = id;
      emitted.push({ kind: 'id', text: id });
    },
    onRetry: (milliseconds) => {
      recording.reconnectionTime = milliseconds;
      emitted.push({ kind: 'retry', milliseconds });
    },
    onComment: (text) => emitted.push({ kind: 'comment', text }),
    onError: ({ type, message }) => {
      recording.hasFailed = type === 'max-buffer-size-exceeded';
      emitted.push({ kind: recording.hasFailed ? 'error' : 'ignored', text: message });
    },
  });
  for (const [index, chunk] of chunks.entries()) {
    emitted = [];
    parser.feed(chunk);
    const [number, text] = [index + 1, visible(chunk)];
    const result = { first: number, last: number, length: chunk.length, text, emitted };
    const previous = results.at(-1);
    if (previous?.emitted.length === 0 && emitted.length === 0) {
      results[results.length - 1] = joined(previous, result);
    } else {
      results.push(result);
    }
    if (recording.hasFailed) break;
  }
  parser.reset();
  return recording;
}

const joined = (one: ChunkResult, other: ChunkResult): ChunkResult => ({
  ...one,
  last: other.last,
  length: one.length + other.length,
  text: `${one.text}|${other.text}`,
});
