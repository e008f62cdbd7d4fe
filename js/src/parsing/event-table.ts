// Reads event tables from linear memory and writes bytes into it: the only module that touches the heap.
// docs/design.md shows the bytes.
import type { Runtime } from '../runtime/load.js';
import { RecordKind } from '../runtime/module.js';
import { IgnoredLine, StreamState, type StreamEntry } from './stream-entry.js';

const HEADER_WORDS = 7;
const RECORD_WORDS = 8;
const NO_RETRY = 0xffffffff;

const IGNORED_LINES = {
  [RecordKind.comment]: 'comment',
  [RecordKind.unknownField]: 'unknown-field',
  [RecordKind.invalidRetry]: 'invalid-retry',
} as const;

// Made at first use: importing the package touches no global. A text that begins with U+FEFF keeps it, because the parser
// has dropped the stream's own mark already.
let decoder: TextDecoder | undefined;
let encoder: TextEncoder | undefined;

/** The size of the linear memory at present. */
export function memoryBytes(runtime: Runtime): number {
  return runtime.memory.buffer.byteLength;
}

/** Copies the start of `bytes` to the staging buffer, as much as fits, and answers how much that is. */
export function stage(runtime: Runtime, bytes: Uint8Array): number {
  const length = Math.min(bytes.length, runtime.functions.stagingBufferBytes());
  stagingBuffer(runtime).set(bytes.subarray(0, length));
  return length;
}

/** Encodes the start of `text` into the staging buffer, as much as fits: `read` code units became `written` bytes. */
export function stageText(runtime: Runtime, text: string): { read: number; written: number } {
  encoder ??= new TextEncoder();
  return encoder.encodeInto(text, stagingBuffer(runtime));
}

/** Made anew each time: memory that has grown is another buffer. */
function stagingBuffer({ functions, memory }: Runtime): Uint8Array {
  return new Uint8Array(
    memory.buffer,
    functions.stagingBufferAddress(),
    functions.stagingBufferBytes(),
  );
}

/**
 * Appends what the table at `address` holds to `entries` and answers its error code. Strings are made here, all of
 * them, because the next feed of any parser writes over the table.
 */
export function readEventTable(runtime: Runtime, address: number, entries: StreamEntry[]): number {
  const { buffer } = runtime.memory;
  const [
    errorCode,
    recordCount,
    recordsAddress,
    textAddress,
    textBytes,
    ignoredAddress,
    ignoredBytes,
  ] = new Uint32Array(buffer, address, HEADER_WORDS) as unknown as readonly [
    ...[number, number, number, number, number, number, number],
  ];
  if (recordCount > 0) {
    const records = new Uint32Array(buffer, recordsAddress, recordCount * RECORD_WORDS);
    const text = decode(new Uint8Array(buffer, textAddress, textBytes));
    const ignoredText = decode(new Uint8Array(buffer, ignoredAddress, ignoredBytes));
    readRecords(records, text, ignoredText, entries);
  }
  return errorCode;
}

function decode(bytes: Uint8Array): string {
  decoder ??= new TextDecoder('utf-8', { ignoreBOM: true });
  return bytes.length === 0 ? '' : decoder.decode(bytes);
}

function readRecords(
  records: Uint32Array,
  text: string,
  ignoredText: string,
  entries: StreamEntry[],
): void {
  let eventType = '';
  let eventTypeStart = 0;
  let eventTypeEnd = 0;
  for (let at = 0; at < records.length; at += RECORD_WORDS) {
    // Every index is below the length that the loop checks.
    // eslint-disable-next-line @typescript-eslint/non-nullable-type-assertion-style
    const word = (offset: number): number => records[at + offset] as number;
    const retry = word(7);
    const kind = word(0) as (typeof RecordKind)[keyof typeof RecordKind];
    switch (kind) {
      case RecordKind.message:
        // A type that repeats is not sliced again: the table gives it the same place.
        if (word(3) !== eventTypeStart || word(4) !== eventTypeEnd) {
          eventTypeStart = word(3);
          eventTypeEnd = word(4);
          eventType = text.substring(eventTypeStart, eventTypeEnd);
        }
        entries.push({
          data: text.substring(word(1), word(2)),
          event: eventType,
          id: text.substring(word(5), word(6)),
          retry: retry === NO_RETRY ? undefined : retry,
        });
        break;
      case RecordKind.lastEventId:
        entries.push(new StreamState(text.substring(word(5), word(6)), undefined));
        break;
      case RecordKind.reconnectionTime:
        entries.push(new StreamState(undefined, retry));
        break;
      default:
        entries.push(
          new IgnoredLine(
            IGNORED_LINES[kind],
            ignoredText.substring(word(1), word(2)),
            ignoredText.substring(word(3), word(4)),
            ignoredText.substring(word(5), word(6)),
          ),
        );
    }
  }
}
