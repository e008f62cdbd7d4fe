// js/src -> the declarations, divided into files like the code, so that each class is declared
// once. For modules and for CommonJS.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import { inRoot } from '../support/paths.mjs';
import { UserError } from '../support/user-error.mjs';
import { chunkOf, ENTRIES, STATIC_FALLBACK } from './own-modules.mjs';

/** @param {string} folder */
export async function writeDeclarations(folder) {
  const bundle = await rollup({
    // The fallback entry is imported for its effect and has no exports. Rollup does not write an
    // empty module.
    input: { index: ENTRIES.index, chat: ENTRIES.chat },
    plugins: [dts({ tsconfig: inRoot('tsconfig.build.json') })],
    onwarn: ({ message }) => {
      throw new UserError(message);
    },
  });
  for (const kind of ['ts', 'cts']) {
    await bundle.write({
      dir: folder,
      format: 'es',
      entryFileNames: `[name].d.${kind}`,
      chunkFileNames: `[name].d.${kind}`,
      manualChunks: chunkOf,
      minifyInternalExports: false,
    });
    await writeFile(join(folder, `${STATIC_FALLBACK}.d.${kind}`), 'export {};\n');
  }
  await bundle.close();
}
