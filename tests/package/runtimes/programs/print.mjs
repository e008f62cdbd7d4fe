// The main function of a program: reads everything from the server of its argument, and prints it.
import { read } from './read.mjs';

/**
 * @param {import('./read.mjs').Library} library
 * @param {typeof globalThis.fetch} [fetch]
 */
export async function printAll(library, fetch) {
  const [, , url = ''] = process.argv;
  console.log(JSON.stringify(await read(library, url, fetch)));
}
