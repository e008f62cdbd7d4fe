// Reads event tables from linear memory and writes bytes into it: the only module that touches the heap.
// docs/design.md shows the bytes.
import type { Runtime } from '../runtime/load.js';
import { RecordKind } from '../runtime/module.js';
import { StreamState, type StreamEntry } from './stream-entry.js';

const HEADER_WORDS = 5;
const RECORD_WORDS = 8;
const NO_RETRY = 0xffffffff;

// Made at first use: importing the package touches no global. A text that begins with U+FEFF keeps it, because the parser
// has dropped the stream's own mark already.
let decoder: TextDecoder | undefined;

/** The size of the linear memory at present. */
export function memoryBytes(runtime: Runtime): number {
  return runtime.memory.buffer.byteLength;
}

/** Copies the start of `bytes` to the staging buffer, as much as fits, and answers how much that is. */
export function stage(runtime: Runtime, bytes: Uint8Array): number {
  const length = Math.min(bytes.length, runtime.functions.stagingBufferBytes());
  const address = runtime.functions.stagingBufferAddress();
  new Uint8Array(runtime.memory.buffer, address, length).set(bytes.subarray(0, length));
  return length;
}

/**
 * Appends what the table at `address` holds to `entries` and answers its error code. Strings are made here, all of
 * them, because the next feed of any parser writes over the table.
 */
export function readEventTable(runtime: Runtime, address: number, entries: StreamEntry[]): number {
  const { buffer } = runtime.memory;
  const [errorCode, recordCount, recordsAddress, textAddress, textBytes] = new Uint32Array(
    buffer,
    address,
    HEADER_WORDS,
  ) as unknown as [number, number, number, number, number];
  if (recordCount > 0) {
    const records = new Uint32Array(buffer, recordsAddress, recordCount * RECORD_WORDS);
    decoder ??= new TextDecoder('utf-8', { ignoreBOM: true });
    const text = decoder.decode(new Uint8Array(buffer, textAddress, textBytes));
    readRecords(records, text, entries);
  }
  return errorCode;
}

function readRecords(records: Uint32Array, text: string, entries: StreamEntry[]): void {
  let eventType = '';
  let eventTypeStart = 0;
  let eventTypeEnd = 0;
  for (let at = 0; at < records.length; at += RECORD_WORDS) {
    // Every index is below the length that the loop checks.
    // eslint-disable-next-line @typescript-eslint/non-nullable-type-assertion-style
    const word = (offset: number): number => records[at + offset] as number;
    const id = text.substring(word(5), word(6));
    const retry = word(7);
    switch (word(0)) {
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
          id,
          retry: retry === NO_RETRY ? undefined : retry,
        });
        break;
      case RecordKind.lastEventId:
        entries.push(new StreamState(id, undefined));
        break;
      case RecordKind.reconnectionTime:
        entries.push(new StreamState(undefined, retry));
        break;
    }
  }
}
