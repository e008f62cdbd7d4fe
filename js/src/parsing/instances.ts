// Chooses when new parsers get a fresh instance: the memory of WebAssembly can grow and never shrinks. An instance that has
// grown gets no more parsers, and is collected once its last parser has been freed.
import { retire, type Runtime } from '../runtime/load.js';
import { memoryBytes } from './event-table.js';

const MEBIBYTE = 1024 * 1024;

/** The memory of an instance that gets new parsers: at most 2 MiB, or what it began with. */
const LARGEST_MEMORY = 2 * MEBIBYTE;

/** What instances that have grown and are in use may take together. Beyond it no fresh one is asked for. */
const LARGEST_RETIRED_MEMORY = 256 * MEBIBYTE;

interface Usage {
  parsers: number;
  readonly largestBytes: number;
  /** A fresh instance has been asked for: parsers that come and go before it is there must not ask for more. */
  givenUp: boolean;
}

const usages = new WeakMap<Runtime, Usage>();

/** Given up, and with parsers. */
const retired = new Set<Runtime>();

/** A parser is created in `runtime`. */
export function enter(runtime: Runtime): void {
  const usage = usages.get(runtime);
  if (usage === undefined) {
    const largestBytes = Math.max(LARGEST_MEMORY, memoryBytes(runtime));
    usages.set(runtime, { parsers: 1, givenUp: false, largestBytes });
  } else {
    usage.parsers += 1;
  }
}

/** A parser of `runtime` has parsed, and the memory is now of `bytes` bytes. */
export function checkSize(runtime: Runtime, bytes: number): void {
  const usage = bytes > LARGEST_MEMORY ? usages.get(runtime) : undefined;
  if (usage === undefined || usage.givenUp || bytes <= usage.largestBytes) {
    return;
  }
  let retiredBytes = 0;
  for (const other of retired) {
    retiredBytes += memoryBytes(other);
  }
  const isInUse = usage.parsers > 0;
  if (!isInUse || retiredBytes + bytes <= LARGEST_RETIRED_MEMORY) {
    usage.givenUp = true;
    retire(runtime);
    if (isInUse) {
      retired.add(runtime);
    }
  }
}

/** A parser of `runtime` has been freed. */
export function leave(runtime: Runtime): void {
  const usage = usages.get(runtime);
  if (usage !== undefined) {
    usage.parsers -= 1;
    if (usage.parsers === 0) {
      retired.delete(runtime);
    }
    checkSize(runtime, memoryBytes(runtime));
  }
}
