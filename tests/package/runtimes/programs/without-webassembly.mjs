// The package, loaded by the second argument's format, in an engine whose WebAssembly was deleted.
import { load } from './load.mjs';
import { printAll } from './print.mjs';

const [, , url, how] = process.argv;

// Node's fetch compiles its HTTP parser for the first request.
await fetch(`${url}/next`);
Reflect.deleteProperty(globalThis, 'WebAssembly');

await printAll(await load(how));
