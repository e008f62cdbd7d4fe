// An engine that has no WebAssembly, once the runtime itself has had it: Node's fetch compiles its HTTP parser.
await fetch(`${process.argv[2]}/next`);
Reflect.deleteProperty(globalThis, 'WebAssembly');

const [library, { printAll }] = await Promise.all([
  import('post-event-source'),
  import('./print.mjs'),
]);
await printAll(library);
