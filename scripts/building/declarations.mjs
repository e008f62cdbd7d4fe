// js/src -> the declarations of what is public, in one file: the same for those who import and those who require.
import { writeFile } from 'node:fs/promises';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import { inRoot } from '../support/paths.mjs';
import { UserError } from '../support/user-error.mjs';

/** @param {readonly string[]} outputs */
export async function bundleDeclarations(outputs) {
  const bundle = await rollup({
    input: inRoot('js', 'src', 'index.ts'),
    plugins: [dts({ tsconfig: inRoot('tsconfig.build.json') })],
    onwarn: ({ message }) => {
      throw new UserError(message);
    },
  });
  const { output } = await bundle.generate({ format: 'es' });
  await bundle.close();
  await Promise.all(outputs.map((path) => writeFile(path, output[0].code)));
}
