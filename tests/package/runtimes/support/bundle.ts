// A program of programs/, bundled by esbuild with the package into a folder of its own.
import { mkdir, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { expect } from 'vitest';
import { inRoot } from '../../../../scripts/support/paths.mjs';
import { inRuntimes } from './run.js';

/** An empty folder under build/. */
export async function emptyFolder(name: string): Promise<string> {
  const folder = inRoot('build', 'runtimes', name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return folder;
}

/** Returns the names of the built files. */
export async function bundle(
  program: string,
  folder: string,
  options: BuildOptions,
): Promise<string[]> {
  const { metafile, warnings } = await build({
    ...options,
    entryPoints: [inRuntimes(`programs/${program}`)],
    outdir: folder,
    bundle: true,
    metafile: true,
  });
  expect(warnings).toEqual([]);
  return Object.keys(metafile.outputs).map((path) => basename(path));
}
