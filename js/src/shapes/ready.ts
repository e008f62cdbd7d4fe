// ready: loads the parser before its first use.
import { loadParserRuntime } from '../parsing/parser-runtime.js';
import type { Backend } from '../runtime/load.js';

/**
 * Loads the parser. Only {@link createParser} requires this call; everything else loads the parser when it is needed. Further
 * calls return the result of the first.
 *
 * @example
 * ```ts
 * import { ready } from 'post-event-source';
 *
 * console.log(await ready());
 * ```
 *
 * @returns A promise that resolves with `'wasm'`, or with `'js'` if WebAssembly is missing or blocked.
 * @throws {@link RuntimeUnavailableError} if neither WebAssembly nor the JavaScript fallback can be loaded.
 */
export async function ready(): Promise<Backend> {
  return (await loadParserRuntime()).backend;
}
