// The part of every command that may change the machine or node_modules: tools first, then npm packages.
import { ensurePackages } from '../setup/npm-packages.mjs';
import { ensureToolchain, tool } from '../setup/toolchain.mjs';
import { withBuildLock } from '../support/build-lock.mjs';
import { emscripten } from './emscripten.mjs';

/**
 * @param {import('../setup/requirements.mjs').Purpose} purpose
 */
export async function prepare(purpose) {
  const toolchain = await ensureToolchain(purpose);
  await withBuildLock(ensurePackages);
  return { toolchain, compiler: await emscripten(tool(toolchain, 'Emscripten').version) };
}
