// Writes the bytes to parse into linear memory, and reads event tables from it. docs/design.md describes the table.
import type { Runtime } from '../runtime/load.js';
import { IgnoredLineKind, KIND_BITS, RecordKind, TableHeader } from '../runtime/module.js';
import { plainObject } from '../runtime/plain-object.js';
import type { EventSourceMessage } from '../types.js';
import { IgnoredLine, StreamState, type StreamEntry } from './stream-entry.js';
import { decode, readsUtf16 } from './text-decoding.js';

const WORD_BYTES = 4;
const KIND_MASK = (1 << KIND_BITS) - 1;

const IGNORED_LINES = {
  [IgnoredLineKind.comment]: 'comment',
  [IgnoredLineKind.unknownField]: 'unknown-field',
  [IgnoredLineKind.invalidRetry]: 'invalid-retry',
} as const;

const Message = /* @__PURE__ */ plainObject(function (
  this: EventSourceMessage,
  data: string,
  event: string,
  id: string,
  retry: number | undefined,
) {
  this.data = data;
  this.event = event;
  this.id = id;
  this.retry = retry;
});

/** The state of a parser between two feeds. */
export interface UnfinishedEvent {
  /** The start of the data. The core keeps at most the last 64 KiB. */
  data: string;
  /** The memory of the event, here and in the core. */
  heldBytes: number;
}

/** Returns the current size of the linear memory. */
export function memoryBytes(runtime: Runtime): number {
  return runtime.memory.buffer.byteLength;
}

/** The linear memory of a runtime. It caches its views, because creating them takes longer than parsing a small chunk. */
export class LinearMemory {
  /** Whether `readTable` can read text in UTF-16. */
  readonly readsUtf16 = readsUtf16();
  readonly #runtime: Runtime;
  readonly #stagingAddress: number;
  readonly #stagingBytes: number;
  #bytes = new Uint8Array();
  #words = new Uint32Array();

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
    this.#stagingAddress = runtime.functions.stagingBufferAddress();
    this.#stagingBytes = runtime.functions.stagingBufferBytes();
  }

  /** Copies `bytes` from `start` on to the staging buffer, as many as fit. Returns the number of copied bytes. */
  stage(bytes: Uint8Array, start: number): number {
    const isLarge = bytes.length > this.#stagingBytes;
    // Creating a view of a small chunk costs as much as parsing it.
    const part = isLarge ? bytes.subarray(start, start + this.#stagingBytes) : bytes;
    this.#refresh();
    this.#bytes.set(part, this.#stagingAddress);
    return part.length;
  }

  /**
   * Appends the entries of the table at `address` to `entries`, updates the unfinished event, and returns the error code. All
   * strings are created here, because the next feed of any parser overwrites the table.
   */
  readTable(address: number, entries: StreamEntry[], unfinished: UnfinishedEvent): number {
    this.#refresh();
    const header = address / WORD_BYTES;
    const words = this.#words;
    const count = wordAt(words, header + TableHeader.wordCount);
    const text = this.#text(header + TableHeader.textEncoding);
    const first = entries.length;
    let textEnd = 0;
    if (count > 0) {
      const start = wordAt(words, header + TableHeader.wordsAddress) / WORD_BYTES;
      const ignoredText = this.#text(header + TableHeader.ignoredTextEncoding);
      textEnd = readRecords(words, start, start + count, text, ignoredText, entries);
    }
    if (unfinished.data !== '') {
      completeData(entries, first, unfinished);
    }
    if (textEnd < text.length) {
      unfinished.data += text.substring(textEnd);
    }
    unfinished.heldBytes = wordAt(words, header + TableHeader.heldBytes);
    return wordAt(words, header + TableHeader.errorCode);
  }

  /** The size of the memory at its last use. */
  get size(): number {
    return this.#bytes.length;
  }

  /** Returns a text. Its encoding, address and length are the words from `at` on. */
  #text(at: number): string {
    const encoding = wordAt(this.#words, at);
    const address = wordAt(this.#words, at + 1);
    return decode(this.#bytes, encoding, address, address + wordAt(this.#words, at + 2));
  }

  /**
   * Creates new views if the memory has grown. In WebAssembly, old views are then empty. Comparing `buffer` instead would
   * take as long as parsing a small event. In the fallback, old views are not empty, but show the old memory.
   */
  #refresh(): void {
    const { backend, memory } = this.#runtime;
    if (this.#bytes.length === 0 || (backend === 'js' && this.#bytes.buffer !== memory.buffer)) {
      const { buffer } = memory;
      this.#bytes = new Uint8Array(buffer);
      this.#words = new Uint32Array(buffer);
    }
  }
}

const memories = new WeakMap<Runtime, LinearMemory>();

export function linearMemoryOf(runtime: Runtime): LinearMemory {
  let memory = memories.get(runtime);
  if (memory === undefined) {
    memory = new LinearMemory(runtime);
    memories.set(runtime, memory);
  }
  return memory;
}

/** Reads a word at an index that the core has written. */
function wordAt(words: Uint32Array, index: number): number {
  // eslint-disable-next-line @typescript-eslint/non-nullable-type-assertion-style
  return words[index] as number;
}

/** Prepends the unfinished data to the first message in `entries` from index `first` on. */
function completeData(
  entries: readonly StreamEntry[],
  first: number,
  unfinished: UnfinishedEvent,
): void {
  for (let index = first; index < entries.length; index += 1) {
    const entry = entries[index];
    if (entry?.data !== undefined) {
      entry.data = unfinished.data + entry.data;
      unfinished.data = '';
      return;
    }
  }
}

/** Returns the end of the text of the last record. */
function readRecords(
  words: Uint32Array,
  start: number,
  end: number,
  text: string,
  ignoredText: string,
  entries: StreamEntry[],
): number {
  // No closures, which would double the time for a small event.
  let textAt = 0;
  let ignoredAt = 0;
  let event = '';
  let count = entries.length;
  for (let at = start; at < end; at += 1) {
    const word = wordAt(words, at);
    const kind = word & KIND_MASK;
    const value = word >>> KIND_BITS;
    if (kind === RecordKind.message) {
      entries[count++] = new Message(text.substring(textAt, value), event, '', undefined);
      textAt = value;
    } else if (kind <= RecordKind.messageWithRetry) {
      const data = text.substring(textAt, value);
      textAt = value;
      if (kind >= RecordKind.messageWithType) {
        const typeEnd = wordAt(words, ++at);
        event = text.substring(textAt, typeEnd);
        textAt = typeEnd;
      }
      let id = '';
      if (kind !== RecordKind.messageWithType) {
        const idEnd = wordAt(words, ++at);
        id = text.substring(textAt, idEnd);
        textAt = idEnd;
      }
      const retry = kind === RecordKind.messageWithRetry ? wordAt(words, ++at) : undefined;
      entries[count++] = new Message(data, event, id, retry);
    } else if (kind === RecordKind.lastEventId) {
      // `value` is 0 for an empty ID.
      const idEnd = Math.max(textAt, value);
      entries[count++] = new StreamState(text.substring(textAt, idEnd), undefined);
      textAt = idEnd;
    } else if (kind === RecordKind.reconnectionTime) {
      entries[count++] = new StreamState(undefined, wordAt(words, ++at));
    } else {
      const nameEnd = wordAt(words, ++at);
      const valueStart = wordAt(words, ++at);
      const lineEnd = wordAt(words, ++at);
      entries[count++] = new IgnoredLine(
        IGNORED_LINES[value as IgnoredLineKind],
        ignoredText.substring(ignoredAt, lineEnd),
        ignoredText.substring(ignoredAt, nameEnd),
        ignoredText.substring(valueStart, lineEnd),
      );
      ignoredAt = lineEnd;
    }
  }
  return textAt;
}
