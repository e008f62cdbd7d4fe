// Loads the parser once: as WebAssembly, or as JavaScript if WebAssembly is missing or blocked. Only this file imports the
// output of the build.
import createModule, { compile } from '../../../build/wasm/event-stream.inlined.mjs';
import type { CreateModule, EventStreamModule, Exports, LinearMemory } from './module.js';

/** How the parser runs: as WebAssembly (`'wasm'`), or as JavaScript compiled from the same C++ (`'js'`). */
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

/** Set after `import()` or `post-event-source/fallback` has loaded the fallback. */
let fallback: Fallback | undefined;
let compiling: Promise<WebAssembly.Module> | undefined;
/** The error of WebAssembly. */
let refusal: { readonly error: unknown } | undefined;
let loading: Promise<Runtime> | undefined;
let loaded: Runtime | undefined;

/**
 * Loads and instantiates the parser on the first call. Later calls return the same promise. If it rejects, the next call tries
 * the fallback again, but not WebAssembly, because a blocked attempt sends a CSP violation report.
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

/** Returns the latest instance, or `undefined` until the first `load` has resolved. */
export function loadedRuntime(): Runtime | undefined {
  return loaded;
}

/**
 * Replaces an instance with a new one, without loading again. Parsers of the old instance still work. If no new instance can
 * be created, the old one is kept.
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

/** Rejects if WebAssembly is missing or blocked. WebKit blocks the instantiation, other engines the compilation. */
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
      // The promise of Emscripten never settles if instantiation fails.
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

/** The names of the exports are minified. Only the memory has a buffer. */
function memoryOf(exports: Exports): LinearMemory {
  return Object.values(exports).find((value) => 'buffer' in value) as LinearMemory;
}
