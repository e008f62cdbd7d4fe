// What a command needs before its own work: the tools, the npm packages and, for most, the built package.
import { ensurePackages } from '../setup/npm-packages.mjs';
import { ensureToolchain, tool } from '../setup/toolchain.mjs';
import { withBuildLock } from '../support/build-lock.mjs';
import { emscripten } from './emscripten.mjs';

/**
 * Installs what is missing.
 * @param {import('../setup/requirements.mjs').Purpose} purpose
 */
export async function prepare(purpose) {
  const toolchain = await ensureToolchain(purpose);
  await withBuildLock(ensurePackages);
  return { toolchain, compiler: await emscripten(tool(toolchain, 'Emscripten').version) };
}

/**
 * The same, then builds dist/.
 * @param {import('../setup/requirements.mjs').Purpose} purpose
 */
export async function prepareAndBuild(purpose) {
  const { toolchain, compiler } = await prepare(purpose);
  // Imported here because it needs packages that npm may only just have installed.
  const { buildPackage } = await import('./package.mjs');
  await buildPackage(compiler);
  return toolchain;
}
