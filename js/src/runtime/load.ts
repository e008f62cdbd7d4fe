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

/** The module that runs the parser as JavaScript. */
export interface Fallback {
  readonly default: CreateModule;
  readonly instantiate: (imports: WebAssembly.Imports) => Exports;
}

/** The fallback, once `import()` or `post-event-source/fallback` has loaded it. */
let fallback: Fallback | undefined;
let compiling: Promise<WebAssembly.Module> | undefined;
/** What WebAssembly said when it was asked. */
let refusal: { readonly error: unknown } | undefined;
let loading: Promise<Runtime> | undefined;
let loaded: Runtime | undefined;

/**
 * Loads and instantiates on the first call; later calls get the same promise. Rejects without a
 * TextDecoder, and with both errors if neither WebAssembly nor the fallback loads. A later call then asks for the fallback
 * again, and not for WebAssembly: each new try would send one more violation report. Firefox keeps an `import()` that has failed for the life of the page.
 */
export function load(): Promise<Runtime> {
  loading ??= choose().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/** Makes the fallback available without `import()`. WebAssembly is still tried first. */
export function provideFallback(loaded: Fallback): void {
  fallback = loaded;
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
    const start = runtime.backend === 'wasm' ? startWebAssembly : startFallback;
    loading = start().catch(() => runtime);
  }
}

async function choose(): Promise<Runtime> {
  if (typeof TextDecoder !== 'function') {
    throw new TypeError('Expected a global TextDecoder, got none: load a polyfill first');
  }
  if (refusal === undefined) {
    try {
      return await startWebAssembly();
    } catch (error) {
      refusal = { error };
    }
  }
  const { error } = refusal;
  return startFallback().catch((failure: unknown) => {
    const advice =
      fallback === undefined
        ? '. If import() is not available here, import post-event-source/fallback once'
        : '';
    throw new AggregateError([error, failure], `${String(error)}; ${String(failure)}${advice}`);
  });
}

/**
 * Rejects where there is no WebAssembly, and where the engine or a policy refuses ours: most refuse to compile, WebKit to
 * instantiate what it has compiled.
 */
async function startWebAssembly(): Promise<Runtime> {
  compiling ??= Promise.resolve().then(compile);
  return start('wasm', instantiateWebAssembly(createModule, await compiling));
}

async function startFallback(): Promise<Runtime> {
  fallback ??= await import('../../../build/fallback/event-stream.fallback.mjs');
  return start('js', instantiate(fallback.default, fallback.instantiate));
}

async function start(
  backend: Backend,
  instance: Promise<Instance<EventStreamModule>>,
): Promise<Runtime> {
  loaded = { backend, ...(await instance) };
  return loaded;
}

interface Instance<Functions> {
  readonly functions: Functions;
  readonly memory: LinearMemory;
}

/** Instantiates one of the modules of wasm/. */
export function instantiateWebAssembly<Functions>(
  createModule: CreateModule<Functions>,
  module: WebAssembly.Module,
): Promise<Instance<Functions>> {
  return instantiate(
    createModule,
    async (imports) => (await WebAssembly.instantiate(module, imports)).exports,
  );
}

function instantiate<Functions>(
  createModule: CreateModule<Functions>,
  instantiate: (imports: WebAssembly.Imports) => Exports | Promise<Exports>,
): Promise<Instance<Functions>> {
  return new Promise((resolve, reject) => {
    let memory: LinearMemory | undefined;
    const instantiateWasm = (
      imports: WebAssembly.Imports,
      receiveInstance: (instance: WebAssembly.Instance) => void,
    ): object => {
      // Emscripten's own promise never settles when instantiation fails, so a failure goes round it.
      Promise.resolve(imports)
        .then(instantiate)
        .then((exports) => {
          memory = memoryOf(exports);
          receiveInstance({ exports });
        })
        .catch(reject);
      return {};
    };
    createModule({ instantiateWasm }).then((functions) => {
      if (memory !== undefined) {
        resolve({ functions, memory });
      }
    }, reject);
  });
}

/** The exports' names are minified, and one of them has a buffer. */
function memoryOf(exports: Exports): LinearMemory {
  return Object.values(exports).find((value) => 'buffer' in value) as LinearMemory;
}
