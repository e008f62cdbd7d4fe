// `npm run build`: tools, packages, WebAssembly, dist/.
import { prepare } from '../building/prepare.mjs';
import { runMain } from '../support/entry.mjs';

await runMain(async () => {
  const { compiler } = await prepare('build');
  // Imported here because it uses packages that npm may only just have installed.
  const { buildPackage } = await import('../building/package.mjs');
  await buildPackage(compiler);
});
