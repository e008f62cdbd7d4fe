// Loads the WebAssembly module, once: the only importer of the build's output, under everything else.
import createModule, { wasmBytes } from '../../../build/wasm/event-stream.inlined.mjs';
import type { EventStreamModule } from './module.js';

/** The loaded module: its functions and its linear memory. */
export interface Runtime {
  readonly functions: EventStreamModule;
  /** Its `buffer` is replaced whenever memory grows. */
  readonly memory: WebAssembly.Memory;
}

let compiling: Promise<WebAssembly.Module> | undefined;
let loading: Promise<Runtime> | undefined;
let loaded: Runtime | undefined;

/**
 * Compiles and instantiates the module on the first call; later calls get the same promise. It rejects where WebAssembly
 * is missing or refused (a Content Security Policy without `'wasm-unsafe-eval'`), and stays rejected: each new try would
 * send one more violation report.
 */
export function load(): Promise<Runtime> {
  loading ??= instantiate();
  return loading;
}

/** The newest instance; `undefined` until the first `load` has resolved. */
export function loadedRuntime(): Runtime | undefined {
  return loaded;
}

/**
 * Gives an instance up: another one takes its place, without compiling again. Whoever holds the old one may go on using
 * it, and it stays where no other can be made.
 */
export function retire(runtime: Runtime): void {
  if (runtime === loaded) {
    loading = instantiate().catch(() => runtime);
  }
}

async function instantiate(): Promise<Runtime> {
  compiling ??= WebAssembly.compile(wasmBytes());
  const module = await compiling;
  return new Promise<Runtime>((resolve, reject) => {
    let memory: WebAssembly.Memory | undefined;
    const instantiateWasm = (
      imports: WebAssembly.Imports,
      receiveInstance: (instance: WebAssembly.Instance) => void,
    ): object => {
      // Emscripten's own promise never settles when instantiation fails, so a failure goes round it.
      WebAssembly.instantiate(module, imports).then((instance) => {
        memory = memoryOf(instance);
        receiveInstance(instance);
      }, reject);
      return {};
    };
    createModule({ instantiateWasm }).then((functions) => {
      if (memory !== undefined) {
        loaded = { functions, memory };
        resolve(loaded);
      }
    }, reject);
  });
}

/** The exports' names are minified, and there is one memory among them. */
function memoryOf(instance: WebAssembly.Instance): WebAssembly.Memory {
  const memory = Object.values(instance.exports).find(
    (value) => value instanceof WebAssembly.Memory,
  );
  if (memory === undefined) {
    throw new TypeError('The WebAssembly module exports no memory');
  }
  return memory;
}
