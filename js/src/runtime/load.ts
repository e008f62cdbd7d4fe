// Loads the parser, once: as WebAssembly, or as JavaScript where that is missing or refused. The only importer of the
// build's output, under everything else.
import createModule, { compile } from '../../../build/wasm/event-stream.inlined.mjs';
import type { CreateModule, EventStreamModule, Exports, LinearMemory } from './module.js';

/** What runs the parser: `'wasm'` is WebAssembly, `'js'` the same C++ as JavaScript. */
export type Backend = 'wasm' | 'js';

/** The loaded module: its functions and its linear memory. */
export interface Runtime {
  readonly backend: Backend;
  readonly functions: EventStreamModule;
  readonly memory: LinearMemory;
}

/** What can be instantiated any number of times. */
interface Engine {
  readonly backend: Backend;
  readonly createModule: CreateModule;
  readonly instantiate: (imports: WebAssembly.Imports) => Promise<Exports>;
}

let compiling: Promise<WebAssembly.Module> | undefined;
let loading: Promise<Runtime> | undefined;
let loaded: Runtime | undefined;

/**
 * Loads and instantiates on the first call; later calls get the same promise. Where neither WebAssembly nor the fallback
 * can be had it rejects, with both errors; a later call then asks for the fallback again, and not for WebAssembly: each
 * new try would send one more violation report.
 */
export function load(): Promise<Runtime> {
  loading ??= choose()
    .then(start)
    .catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
  return loading;
}

/** The newest instance; `undefined` until the first `load` has resolved. */
export function loadedRuntime(): Runtime | undefined {
  return loaded;
}

/**
 * Gives an instance up: another one takes its place, without loading again. Whoever holds the old one may go on using
 * it, and it stays where no other can be made.
 */
export function retire(runtime: Runtime): void {
  if (runtime === loaded) {
    loading = choose()
      .then(start)
      .catch(() => runtime);
  }
}

async function choose(): Promise<Engine> {
  try {
    // Throws at once where there is no WebAssembly, and rejects where a policy or the engine refuses ours.
    compiling ??= Promise.resolve().then(compile);
    const module = await compiling;
    return {
      backend: 'wasm',
      createModule,
      instantiate: async (imports) => (await WebAssembly.instantiate(module, imports)).exports,
    };
  } catch (refusal) {
    return import('../../../build/fallback/event-stream.fallback.mjs').then(
      (fallback) => ({
        backend: 'js',
        createModule: fallback.default,
        instantiate: (imports) =>
          new Promise((resolve) => {
            resolve(fallback.instantiate(imports));
          }),
      }),
      (failure: unknown) => {
        throw new AggregateError([refusal, failure], `${String(refusal)}; ${String(failure)}`);
      },
    );
  }
}

function start({ backend, createModule, instantiate }: Engine): Promise<Runtime> {
  return new Promise((resolve, reject) => {
    let memory: LinearMemory | undefined;
    const instantiateWasm = (
      imports: WebAssembly.Imports,
      receiveInstance: (instance: WebAssembly.Instance) => void,
    ): object => {
      // Emscripten's own promise never settles when instantiation fails, so a failure goes round it.
      instantiate(imports).then((exports) => {
        memory = memoryOf(exports);
        receiveInstance({ exports });
      }, reject);
      return {};
    };
    createModule({ instantiateWasm }).then((functions) => {
      if (memory !== undefined) {
        loaded = { backend, functions, memory };
        resolve(loaded);
      }
    }, reject);
  });
}

/** The exports' names are minified, and one of them has a buffer. */
function memoryOf(exports: Exports): LinearMemory {
  return Object.values(exports).find((value) => 'buffer' in value) as LinearMemory;
}
