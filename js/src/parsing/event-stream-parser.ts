// One event stream's parser: owns its handle in WebAssembly and feeds it chunks of any size.
import type { Runtime } from '../runtime/load.js';
import { ErrorCode, type Handle } from '../runtime/module.js';
import { readEventTable, stage } from './event-table.js';
import { enter, leave } from './instance-usage.js';
import type { StreamEntry } from './stream-entry.js';

export class EventStreamParser {
  readonly #runtime: Runtime;
  #handle: Handle;
  #freed = false;

  /** `maxEventBytes`: see `FetchEventSourceInit.maxEventBytes`. The parser holds memory until `free`. */
  constructor(runtime: Runtime, maxEventBytes: number) {
    this.#runtime = runtime;
    enter(runtime);
    this.#handle = runtime.functions.createParser(maxEventBytes);
  }

  /**
   * Parses the next bytes of the stream and appends what they completed to `entries`. Answers an error code; what came
   * before the error is in `entries` all the same.
   */
  parse(bytes: Uint8Array, entries: StreamEntry[]): number {
    if (this.#handle === 0) {
      return ErrorCode.outOfMemory;
    }
    for (let rest = bytes; rest.length > 0;) {
      const length = stage(this.#runtime, rest);
      const table = this.#runtime.functions.feed(this.#handle, length);
      const errorCode = readEventTable(this.#runtime, table, entries);
      if (errorCode !== ErrorCode.none) {
        return errorCode;
      }
      rest = rest.subarray(length);
    }
    return ErrorCode.none;
  }

  /** The end of the stream: gives the memory back. An unfinished event is dropped, as the standard asks. */
  free(): void {
    if (this.#freed) {
      return;
    }
    this.#freed = true;
    this.#runtime.functions.destroyParser(this.#handle);
    this.#handle = 0;
    leave(this.#runtime);
  }
}
