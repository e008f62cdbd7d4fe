// Takes WebAssembly away before a test file runs, as Lockdown Mode does: the fallback is what there is.
import { httpServer } from '../../support/local-server.mjs';

// Node's own fetch wants WebAssembly when it is used for the first time. There is no test yet that a server could be of.
const server = await httpServer((_request, response) => void response.end()).listen();
await (await fetch(server.url)).text();
await server.close();

Reflect.deleteProperty(globalThis, 'WebAssembly');
