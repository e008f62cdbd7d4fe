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
  const text = directivesFirst(output[0].code);
  await Promise.all(outputs.map((path) => writeFile(path, text)));
}

/**
 * TypeScript heeds `/// <reference />` at the top of a file alone, and Rollup leaves it above what it stood above.
 * @param {string} text
 */
function directivesFirst(text) {
  const directive = /^\/\/\/ <reference .*\n/gm;
  return [...(text.match(directive) ?? []), text.replace(directive, '')].join('');
}
