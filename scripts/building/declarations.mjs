// Leaves in dist/ only the declarations that the public one leads to, and proves that each of them is there.
import { existsSync } from 'node:fs';
import { readFile, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { filesUnder } from '../support/freshness.mjs';
import { UserError } from '../support/user-error.mjs';

/**
 * @param {string} folder
 * @param {string} entry
 */
export async function keepReachable(folder, entry) {
  const reached = new Set();
  const waiting = [join(folder, entry)];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    for (const specifier of relativeImports(await readFile(file, 'utf8'))) {
      const target = join(dirname(file), specifier.replace(/(\.[jt]s)?$/, '.d.ts'));
      if (!existsSync(target)) {
        throw new UserError(`${file}: its import of '${specifier}' is not among the declarations`);
      }
      waiting.push(target);
    }
  }
  const all = (await filesUnder(folder)).filter((file) => file.endsWith('.d.ts'));
  for (const file of all.filter((one) => !reached.has(one))) {
    await rm(file);
    // Refused while something is left in the folder.
    await rmdir(dirname(file)).catch(() => undefined);
  }
}

/**
 * @param {string} text of a declaration file
 * @returns {string[]}
 */
export function relativeImports(text) {
  const code = text.replace(/\/\*[^]*?\*\//g, '');
  const imports = code.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*(["'])(\.[^"']*)\1/g);
  return [...imports].flatMap((match) => match[2] ?? []);
}
