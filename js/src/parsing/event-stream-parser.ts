// The parser of one event stream: owns a parser in WebAssembly and passes chunks of any size to it.
import { registryOf } from '../runtime/collection.js';
import type { Runtime } from '../runtime/load.js';
import { ErrorCode, type Handle } from '../runtime/module.js';
import { linearMemoryOf, type LinearMemory, type UnfinishedEvent } from './event-table.js';
import { checkSize, enter, leave } from './instances.js';
import type { StreamEntry } from './stream-entry.js';

/** The largest number that the core takes. */
const MOST_BYTES = 0xffffffff;

/** The size of the unfinished events of all parsers, in all instances. */
let heldByAll = 0;

interface Allocation extends UnfinishedEvent {
  readonly runtime: Runtime;
  readonly handle: Handle;
}

export class EventStreamParser {
  readonly #memory: LinearMemory;
  #allocation: Allocation | undefined;

  /**
   * With `reportsIgnoredLines`, the entries contain the lines that the standard ignores. With `skipsLongIgnoredLines`, such a
   * line may exceed `maxEventBytes` and is then not reported. The parser holds memory until `free`.
   */
  constructor(
    runtime: Runtime,
    maxEventBytes: number,
    reportsIgnoredLines = false,
    skipsLongIgnoredLines = false,
  ) {
    this.#memory = linearMemoryOf(runtime);
    enter(runtime);
    const handle = runtime.functions.createParser(
      maxEventBytes,
      reportsIgnoredLines,
      skipsLongIgnoredLines,
    );
    this.#allocation = { runtime, handle, data: '', heldBytes: 0 };
    abandoned ??= registryOf(release);
    abandoned?.register(this, this.#allocation, this);
  }

  /**
   * Parses the next bytes of the stream and appends the completed entries to `entries`. Returns an error code. Entries parsed
   * before the error are kept.
   */
  parse(bytes: Uint8Array, entries: StreamEntry[]): number {
    let errorCode: number = ErrorCode.none;
    for (let at = 0; at < bytes.length && errorCode === ErrorCode.none;) {
      const length = this.#memory.stage(bytes, at);
      errorCode = this.#feed(length, entries);
      at += length;
    }
    return errorCode;
  }

  /** Frees the memory at the end of the stream. An unfinished event is discarded, as the standard requires. */
  free(): void {
    const allocation = this.#allocation;
    if (allocation !== undefined) {
      this.#allocation = undefined;
      abandoned?.unregister(this);
      release(allocation);
    }
  }

  #feed(length: number, entries: StreamEntry[]): number {
    const allocation = this.#allocation;
    if (allocation === undefined || allocation.handle === 0) {
      return ErrorCode.outOfMemory;
    }
    const { runtime, handle, heldBytes } = allocation;
    const heldByOthers = Math.min(heldByAll - heldBytes, MOST_BYTES);
    const table = runtime.functions.feed(handle, length, heldByOthers, this.#memory.readsUtf16);
    const errorCode = this.#memory.readTable(table, entries, allocation);
    heldByAll += allocation.heldBytes - heldBytes;
    checkSize(runtime, this.#memory.size);
    return errorCode;
  }
}

/** Frees parsers that were garbage collected before the end of their stream. */
let abandoned: FinalizationRegistry<Allocation> | undefined;

function release({ runtime, handle, heldBytes }: Allocation): void {
  heldByAll -= heldBytes;
  runtime.functions.destroyParser(handle);
  leave(runtime);
}
