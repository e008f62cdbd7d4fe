// `npm run docs`: writes the API reference, docs/api/, from the docstrings of the sources.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ensurePackages } from '../setup/npm-packages.mjs';
import { withBuildLock } from '../support/build-lock.mjs';
import { runMain } from '../support/entry.mjs';
import { step } from '../support/progress.mjs';

await runMain(async () => {
  await withBuildLock(ensurePackages);
  await step('Writing docs/api/', async () => {
    // Imported here because it uses packages that npm may only just have installed.
    const { pages } = await import('../building/reference-pages.mjs');
    const { reference } = await import('../building/reference.mjs');
    for (const page of pages) {
      await mkdir(dirname(page.file), { recursive: true });
      await writeFile(page.file, await reference(page));
    }
  });
});
