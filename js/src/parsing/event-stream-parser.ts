// One event stream's parser: owns its handle in WebAssembly and feeds it chunks of any size.
import { registryOf } from '../runtime/collection.js';
import type { Runtime } from '../runtime/load.js';
import { ErrorCode, type Handle } from '../runtime/module.js';
import { linearMemoryOf, type LinearMemory } from './event-table.js';
import { enter, leave } from './instance-usage.js';
import type { StreamEntry } from './stream-entry.js';

export class EventStreamParser {
  readonly #runtime: Runtime;
  readonly #memory: LinearMemory;
  #handle: Handle;
  #freed = false;

  /**
   * `maxEventBytes`: see `StreamInit.maxEventBytes`. With `reportsIgnoredLines` the lines that the standard ignores are
   * among the entries. The parser holds memory until `free`.
   */
  constructor(runtime: Runtime, maxEventBytes: number, reportsIgnoredLines = false) {
    this.#runtime = runtime;
    this.#memory = linearMemoryOf(runtime);
    enter(runtime);
    this.#handle = runtime.functions.createParser(maxEventBytes, reportsIgnoredLines);
    abandoned ??= registryOf(release);
    abandoned?.register(this, { runtime, handle: this.#handle }, this);
  }

  /**
   * Parses the next bytes of the stream and appends what they completed to `entries`. Answers an error code; what came
   * before the error is in `entries` all the same.
   */
  parse(bytes: Uint8Array, entries: StreamEntry[]): number {
    let errorCode: number = ErrorCode.none;
    for (let rest = bytes; rest.length > 0 && errorCode === ErrorCode.none;) {
      const length = this.#memory.stage(rest);
      errorCode = this.#feed(length, entries);
      rest = rest.subarray(length);
    }
    return errorCode;
  }

  /** The end of the stream: gives the memory back. An unfinished event is dropped, as the standard asks. */
  free(): void {
    if (this.#freed) {
      return;
    }
    this.#freed = true;
    abandoned?.unregister(this);
    release({ runtime: this.#runtime, handle: this.#handle });
    this.#handle = 0;
  }

  #feed(length: number, entries: StreamEntry[]): number {
    if (this.#handle === 0) {
      return ErrorCode.outOfMemory;
    }
    const table = this.#runtime.functions.feed(this.#handle, length);
    return this.#memory.readTable(table, entries);
  }
}

interface Allocation {
  readonly runtime: Runtime;
  readonly handle: Handle;
}

/** Frees what nobody freed: a parser that was dropped in the middle of a stream. */
let abandoned: FinalizationRegistry<Allocation> | undefined;

function release({ runtime, handle }: Allocation): void {
  runtime.functions.destroyParser(handle);
  leave(runtime);
}
