// Node's own fetch compiles its HTTP parser at its first use.
import { endsAfter, startServer } from './server.js';

/** Uses `fetch` once, so that tests do not count or block the compilation of Node's own parser. */
export async function warmFetch(): Promise<void> {
  const server = await startServer(endsAfter(''));
  await (await fetch(server.url)).text();
}
