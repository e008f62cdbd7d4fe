// Node's own fetch compiles a parser of its own when it is used for the first time.
import { endsAfter, startServer } from './server.js';

/** Uses `fetch` once, so that what a test counts or refuses is not Node's. */
export async function warmFetch(): Promise<void> {
  const server = await startServer(endsAfter(''));
  await (await fetch(server.url)).text();
}
