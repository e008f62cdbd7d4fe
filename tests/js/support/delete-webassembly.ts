// Takes WebAssembly away before a test file runs, as Lockdown Mode does: the fallback is what there is.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

// Node's own fetch wants WebAssembly when it is used for the first time. There is no test yet that a server could be of.
const server = createServer((_request, response) => void response.end());
server.listen(0, '127.0.0.1');
await once(server, 'listening');
await (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)).text();
server.close();

Reflect.deleteProperty(globalThis, 'WebAssembly');
