// THIRD-PARTY-NOTICES.txt names the projects whose code is in dist/. For the WebAssembly, the symbols
// of its objects show which libraries it uses: the linker inlines functions of libraries.
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COMPONENTS, noticesFile } from '../../../scripts/release/third-party.mjs';
import { folderOf } from '../../../scripts/building/cmake.mjs';
import { run } from '../../../scripts/support/command.mjs';
import { files, read } from './support/installed.js';

const names = COMPONENTS.map(({ name }) => name);

/** The libraries that Emscripten links, by project. */
const LIBRARIES = {
  'compiler-rt': 'libcompiler_rt.a',
  'libc++': 'libc++-noexcept.a',
  musl: 'libc-optz.a',
};

/** Symbols of objects and libraries by their kind. */
async function symbols(kind: '--undefined-only' | '--defined-only', paths: readonly string[]) {
  const llvm = (await run(['em-config', 'LLVM_ROOT'])).trim();
  const output = await run([join(llvm, 'llvm-nm'), '--just-symbol-name', kind, ...paths]);
  return new Set(output.split('\n').filter((line) => line !== '' && !line.endsWith(':')));
}

async function linkedProjects(): Promise<string[]> {
  const build = folderOf('wasm');
  const objects = (await readdir(build, { recursive: true }))
    .filter((path) => path.endsWith('.o'))
    .map((path) => join(build, path));
  const own = await symbols('--defined-only', objects);
  const needed = [...(await symbols('--undefined-only', objects))].filter((name) => !own.has(name));
  const cache = (await run(['em-config', 'CACHE'])).trim();
  const libraries = join(cache, 'sysroot', 'lib', 'wasm32-emscripten', 'lto');
  const found: string[] = [];
  for (const [project, library] of Object.entries(LIBRARIES)) {
    const defined = await symbols('--defined-only', [join(libraries, library)]);
    if (needed.some((name) => defined.has(name))) found.push(project);
  }
  return found;
}

test('names the projects that the WebAssembly is linked with', async () => {
  const linked = await linkedProjects();

  expect(linked).toEqual(Object.keys(LIBRARIES).filter((name) => names.includes(name)));
});

test('names Emscripten, whose runtime loads the modules', () => {
  expect(readFileSync('build/wasm/event-stream.mjs', 'utf8')).toContain(
    '_embind_register_function',
  );
  expect(names).toContain('Emscripten');
});

test('names esbuild, whose helper functions are in the CommonJS files', () => {
  expect(read('dist/index.cjs')).toContain('__toCommonJS');
  expect(names).toContain('esbuild');
});

test('is in the package, with the text of each license', () => {
  const text = read('THIRD-PARTY-NOTICES.txt');

  expect(files).toContain('THIRD-PARTY-NOTICES.txt');
  expect(text).toBe(readFileSync(noticesFile, 'utf8'));
  expect(text).toMatch(/Permission is hereby granted[^]*Apache License\s+Version 2\.0/);
});
