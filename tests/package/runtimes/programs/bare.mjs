// Imports the package, by the format of its argument, in an engine with only the language, and
// prints its names.
import { runInNewContext } from 'node:vm';
import { load } from './load.mjs';

/** @type {Set<string>} */
const language = new Set(runInNewContext('Object.getOwnPropertyNames(globalThis)'));
language.delete('WebAssembly');

const print = console.log;
const [, , how] = process.argv;
for (const name of Object.getOwnPropertyNames(globalThis)) {
  if (!language.has(name)) Reflect.deleteProperty(globalThis, name);
}
const left = ['EventTarget', 'TransformStream', 'TextDecoder', 'fetch', 'WebAssembly', 'process'];

const library = await load(how);
print(
  JSON.stringify({
    names: Object.keys(library),
    left: left.filter((name) => name in globalThis),
  }),
);
