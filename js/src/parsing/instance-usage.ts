// Counts the parsers of an instance, because the memory of WebAssembly can grow and never shrinks: an instance that a very
// large event has grown is given up once no parser is alive in it.
import { retire, type Runtime } from '../runtime/load.js';
import { memoryBytes } from './event-table.js';

/** Memory that an instance may keep while it is idle: 2 MiB, or what it began with. */
const LARGEST_IDLE_MEMORY = 2 * 1024 * 1024;

interface Usage {
  parsers: number;
  /** Another instance has been asked for: parsers that come and go before it is there must not ask for more. */
  givenUp: boolean;
  readonly idleBytes: number;
}

const usages = new WeakMap<Runtime, Usage>();

/** A parser comes to life in `runtime`. */
export function enter(runtime: Runtime): void {
  const usage = usages.get(runtime);
  if (usage === undefined) {
    const idleBytes = Math.max(LARGEST_IDLE_MEMORY, memoryBytes(runtime));
    usages.set(runtime, { parsers: 1, givenUp: false, idleBytes });
  } else {
    usage.parsers += 1;
  }
}

/** A parser of `runtime` has been freed. */
export function leave(runtime: Runtime): void {
  const usage = usages.get(runtime);
  if (usage === undefined) {
    return;
  }
  usage.parsers -= 1;
  if (usage.parsers === 0 && !usage.givenUp && memoryBytes(runtime) > usage.idleBytes) {
    usage.givenUp = true;
    retire(runtime);
  }
}
