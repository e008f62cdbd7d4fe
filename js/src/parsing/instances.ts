// Replaces a WebAssembly instance whose memory has grown, because memory cannot shrink. The old instance gets no new
// parsers, and is garbage collected after its last parser was freed.
import { retire, type Runtime } from '../runtime/load.js';
import { memoryBytes } from './event-table.js';

const MEBIBYTE = 1024 * 1024;

/** The maximum memory of an instance that gets new parsers, unless it was larger initially. */
const LARGEST_MEMORY = 2 * MEBIBYTE;

/** The maximum total memory of replaced instances with parsers. Above it, no instance is replaced. */
const LARGEST_RETIRED_MEMORY = 256 * MEBIBYTE;

interface Usage {
  parsers: number;
  readonly largestBytes: number;
  /** Whether a new instance was requested, so that it is requested only once. */
  isReplaced: boolean;
}

const usages = new WeakMap<Runtime, Usage>();

/** The replaced instances that still have parsers. */
const retired = new Set<Runtime>();

/** Must be called when a parser is created in `runtime`. */
export function enter(runtime: Runtime): void {
  const usage = usages.get(runtime);
  if (usage === undefined) {
    const largestBytes = Math.max(LARGEST_MEMORY, memoryBytes(runtime));
    usages.set(runtime, { parsers: 1, isReplaced: false, largestBytes });
  } else {
    usage.parsers += 1;
  }
}

/** Must be called after a parser of `runtime` has parsed. `bytes` is the size of the memory. */
export function checkSize(runtime: Runtime, bytes: number): void {
  const usage = bytes > LARGEST_MEMORY ? usages.get(runtime) : undefined;
  if (usage === undefined || usage.isReplaced || bytes <= usage.largestBytes) {
    return;
  }
  let retiredBytes = 0;
  for (const other of retired) {
    retiredBytes += memoryBytes(other);
  }
  const isInUse = usage.parsers > 0;
  if (!isInUse || retiredBytes + bytes <= LARGEST_RETIRED_MEMORY) {
    usage.isReplaced = true;
    retire(runtime);
    if (isInUse) {
      retired.add(runtime);
    }
  }
}

/** Must be called after a parser of `runtime` was freed. */
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
