// What a program of a process does with the package: reads all from the server that its argument names, and prints it.
import { read } from './read.mjs';

/**
 * @param {import('./read.mjs').Library} library
 * @param {typeof fetch} [fetch]
 */
export async function printAll(library, fetch) {
  const [, , url = ''] = process.argv;
  console.log(JSON.stringify(await read(library, url, fetch)));
}
