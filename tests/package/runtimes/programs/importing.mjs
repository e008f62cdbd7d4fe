// Imports the package, by the format of its argument, while every global of the host is watched,
// and prints the accesses.
import { runInNewContext } from 'node:vm';
import { load } from './load.mjs';

/** Globals that a page has and a server has not. */
const PAGE = ['window', 'self', 'document', 'location', 'navigator', 'localStorage', 'onmessage'];

/**
 * Globals of the language itself.
 *
 * @type {Set<string>}
 */
const language = new Set(runInNewContext('Object.getOwnPropertyNames(globalThis)'));
language.delete('WebAssembly');

/** @type {Set<string>} */
const touched = new Set();

/**
 * The runtime itself uses globals too.
 *
 * @param {string} what
 */
function note(what) {
  if (new Error().stack?.includes('post-event-source')) touched.add(what);
}

// Node 20 creates this global on its first use, and replaces its getter.
void TransformStream;

for (const name of new Set([...Object.getOwnPropertyNames(globalThis), ...PAGE])) {
  const original = Object.getOwnPropertyDescriptor(globalThis, name);
  if (language.has(name) || original?.configurable === false) continue;
  Object.defineProperty(globalThis, name, {
    configurable: true,
    get() {
      note(name);
      return original?.get === undefined ? original?.value : original.get.call(globalThis);
    },
    set() {
      note(`${name}, to set it`);
    },
  });
}

const { changedGlobals } = await import('./globals.mjs');
const library = await load(process.argv[2]);

const changed = changedGlobals();
const native = globalThis.EventSource;
const hasBoth = typeof native === 'function' && native !== library.EventSource;
console.log(JSON.stringify({ touched: [...touched].sort(), changed, hasBoth }));
