// ready: loads the parser ahead of its first use.
import { loadParserRuntime } from '../parsing/parser-runtime.js';
import type { Backend } from '../runtime/load.js';

/**
 * Loads the parser and resolves to what runs it. Without it, the parser is loaded during the first request.
 * {@link createParser} can be called once it has resolved. Rejects with a {@link RuntimeUnavailableError} if neither
 * WebAssembly nor its JavaScript fallback can be loaded. Further calls return the result of the first.
 */
export async function ready(): Promise<Backend> {
  return (await loadParserRuntime()).backend;
}
