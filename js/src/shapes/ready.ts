// ready: loads the parser ahead of its first use.
import { loadParserRuntime } from '../parsing/parser-runtime.js';
import type { Backend } from '../runtime/load.js';

/**
 * Loads the parser now, which is otherwise done while the first request is on its way, and tells what runs it. Afterwards
 * {@link createParser} can be called. Rejects with a {@link RuntimeUnavailableError} where neither WebAssembly nor the
 * JavaScript in its place can be had. Any number of calls load once.
 */
export async function ready(): Promise<Backend> {
  return (await loadParserRuntime()).backend;
}
