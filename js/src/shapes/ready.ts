// ready: loads the parser ahead of its first use.
import { loadParserRuntime } from '../parsing/parser-runtime.js';

/** What runs the parser: `'wasm'` is WebAssembly, `'js'` the same C++ as JavaScript. */
export type Backend = 'wasm' | 'js';

/**
 * Loads the parser now, which is otherwise done while the first request is on its way, and tells what runs it. Afterwards
 * {@link createParser} can be called. Rejects with a {@link RuntimeUnavailableError} where WebAssembly is missing or
 * refused. Any number of calls load once.
 */
export async function ready(): Promise<Backend> {
  await loadParserRuntime();
  return 'wasm';
}
