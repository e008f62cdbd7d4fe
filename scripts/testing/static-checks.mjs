// The suites that read the sources without running them: formatting, lint, types, clang-tidy.
import { availableParallelism } from 'node:os';
import { sep } from 'node:path';
import { folderOf } from '../building/cmake.mjs';
import { shippedWasm } from '../building/wasm.mjs';
import { capture, run } from '../support/command.mjs';
import { filesUnder } from '../support/freshness.mjs';
import { inPackages, inRoot, root } from '../support/paths.mjs';
import { UserError } from '../support/user-error.mjs';
import { check } from './check.mjs';
import { debugTree } from './native.mjs';
import { total } from './outcome.mjs';

/** @param {import('../support/command.mjs').Command} command whose program is in node_modules */
const runPackage = ([program, ...args]) => run([process.execPath, inPackages(program), ...args]);

export async function formatting() {
  const cpp = await sources(['core', 'wasm', 'tests', 'bench', 'examples'], /\.(cpp|h)$/);
  return total([
    await check('Prettier', () => runPackage(['prettier/bin/prettier.cjs', '--check', '.'])),
    await check('clang-format', () => run(['clang-format', '--dry-run', '--Werror', ...cpp])),
  ]);
}

export function lint() {
  return check('ESLint', () => runPackage(['eslint/bin/eslint.js', '--max-warnings=0', '.']));
}

export async function types() {
  const outcomes = [];
  for (const project of ['tsconfig.json', 'tsconfig.build.json', 'demo/page', 'demo/server']) {
    outcomes.push(
      await check(`tsc -p ${project}`, () =>
        runPackage(['typescript/bin/tsc', '-p', project, '--noEmit']),
      ),
    );
  }
  return total(outcomes);
}

/**
 * Needs the compile_commands.json of the Debug build and of the WebAssembly build.
 * @param {{ compiler: import('../building/emscripten.mjs').Emscripten }} machine
 */
export function clangTidy({ compiler: { env } }) {
  return check('clang-tidy', async () => {
    // What em++ passes to its Clang, which clang-tidy does not know: target and system headers.
    const { output } = await capture(['em++', '--cflags'], { env });
    const emscriptenFlags = output.trim().split(/\s+/);
    const core = (await sources(['core'], /\.cpp$/)).map((file) => [debugTree.preset, file]);
    const wasm = (await sources(['wasm'], /\.cpp$/)).map((file) => [
      shippedWasm.preset,
      file,
      ...emscriptenFlags.map((flag) => `--extra-arg=${flag}`),
    ]);
    const waiting = [...core, ...wasm];
    /** @type {string[]} */
    const faults = [];
    const worker = async () => {
      for (let job = waiting.pop(); job !== undefined; job = waiting.pop()) {
        const [preset = '', ...args] = job;
        const tree = ['-p', folderOf(preset)];
        const { code, output } = await capture(['clang-tidy', '--quiet', ...tree, ...args]);
        if (code !== 0) faults.push(output);
      }
    };
    await Promise.all(Array.from({ length: availableParallelism() }, worker));
    if (faults.length > 0) throw new UserError(faults.join('\n\n'));
  });
}

/**
 * @param {readonly string[]} folders
 * @param {RegExp} wanted
 * @returns {Promise<string[]>} relative paths
 */
async function sources(folders, wanted) {
  const files = await Promise.all(folders.map((folder) => filesUnder(inRoot(folder))));
  // Some tests have npm packages of their own, with C++ that is not ours.
  const found = files
    .flat()
    .filter((file) => wanted.test(file) && !file.includes(`${sep}node_modules${sep}`));
  // A formatter given no files reads standard input and is content.
  if (found.length === 0) throw new UserError(`no sources in ${folders.join(', ')}`);
  return found.map((file) => file.slice(root.length));
}
