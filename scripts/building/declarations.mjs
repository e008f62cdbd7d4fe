// js/src -> the declarations of what is public, in one file an entry: the same for those who import and those who require.
import { writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import { inRoot } from '../support/paths.mjs';
import { UserError } from '../support/user-error.mjs';

/**
 * @param {string} entry
 * @param {string} output without its extension
 */
export async function bundleDeclarations(entry, output) {
  const main = inRoot('js', 'src', 'index.ts');
  const mainSpecifier = resolve(dirname(main), 'index.js');
  const bundle = await rollup({
    input: inRoot(entry),
    // The second entry imports the first, whose classes are declared once.
    external: (id, importer) =>
      importer !== undefined && resolve(dirname(importer), id) === mainSpecifier,
    plugins: [dts({ tsconfig: inRoot('tsconfig.build.json') })],
    onwarn: ({ message }) => {
      throw new UserError(message);
    },
  });
  for (const kind of ['ts', 'cts']) {
    const paths = { [mainSpecifier]: `./index.${kind.replace('ts', 'js')}` };
    const { output: chunks } = await bundle.generate({ format: 'es', paths });
    await writeFile(`${output}.d.${kind}`, chunks[0].code);
  }
  await bundle.close();
}
