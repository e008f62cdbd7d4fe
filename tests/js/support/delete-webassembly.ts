// Deletes WebAssembly before a test file runs, as Lockdown Mode does: the fallback runs the parser.
import { httpServer } from '../../support/local-server.mjs';

// Node's own fetch needs WebAssembly at its first use. No test is running yet, so there is no test
// server.
const server = await httpServer((_request, response) => void response.end()).listen();
await (await fetch(server.url)).text();
await server.close();

Reflect.deleteProperty(globalThis, 'WebAssembly');
