// Imports the package, as its argument says, in an engine that has nothing beside its language, and prints its names.
import { createRequire } from 'node:module';
import { runInNewContext } from 'node:vm';

/** @type {Set<string>} */
const language = new Set(runInNewContext('Object.getOwnPropertyNames(globalThis)'));
language.delete('WebAssembly');

const print = console.log;
const [, , how] = process.argv;
const require = createRequire(import.meta.url);
for (const name of Object.getOwnPropertyNames(globalThis)) {
  if (!language.has(name)) Reflect.deleteProperty(globalThis, name);
}
const left = ['EventTarget', 'TransformStream', 'TextDecoder', 'fetch', 'WebAssembly', 'process'];

const library = await (how === 'require'
  ? require('post-event-source')
  : import('post-event-source'));
print(
  JSON.stringify({
    names: Object.keys(library),
    left: left.filter((name) => name in globalThis),
  }),
);
