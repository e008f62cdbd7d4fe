// The package in Cloudflare's workerd: with its export condition, without it, and as plain modules.
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { expect, test } from 'vitest';
import { inRoot } from '../../scripts/support/paths.mjs';
import { inRuntimes } from './support/run.js';
import { expectPosts, readBy, startStreams } from './support/streams.js';
import { askWorker, type Modules } from './support/workerd.js';

const worker = inRuntimes('programs/worker.mjs');

/** A folder of its own, empty. */
async function emptyFolder(name: string): Promise<string> {
  const folder = inRoot('build', 'runtimes', name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return folder;
}

/** Bundles the Worker and answers the names of what came out of it. */
async function bundle(folder: string, options: BuildOptions): Promise<Modules> {
  const { metafile, warnings } = await build({
    ...options,
    entryPoints: [worker],
    outdir: folder,
    bundle: true,
    format: 'esm',
    metafile: true,
  });
  expect(warnings).toEqual([]);
  const others = Object.keys(metafile.outputs).map((path) => basename(path));
  return ['worker.js', ...others.filter((name) => name !== 'worker.js')];
}

async function expectAnswer(
  folder: string,
  modules: Modules,
  backend: 'wasm' | 'js',
): Promise<void> {
  const server = await startStreams();

  expect(await askWorker(folder, modules, server.url)).toEqual({
    body: { ...readBy(backend), changed: [] },
    said: '',
  });
  expectPosts(server);
}

test('bundled with the condition `workerd`, it runs WebAssembly', async () => {
  const folder = await emptyFolder('workerd');
  const modules = await bundle(folder, {
    conditions: ['workerd'],
    loader: { '.wasm': 'copy' },
  });

  expect(modules).toContainEqual(expect.stringMatching(/^event-stream-.*\.wasm$/));
  await expectAnswer(folder, modules, 'wasm');
});

test.each([
  ['one file', {}, 1],
  ['several', { splitting: true }, 3],
])('bundled without it, as %s, it runs the fallback', async (name, options, files) => {
  const folder = await emptyFolder(name);
  const modules = await bundle(folder, options);

  expect(modules).toHaveLength(files);
  await expectAnswer(folder, modules, 'js');
});

test('its files are modules as they are', async () => {
  const folder = await emptyFolder('modules');
  const programs = ['worker.mjs', 'read.mjs', 'globals.mjs'] as const;
  const published = ['event-stream.wasm', 'fallback.js'];
  const dist = inRuntimes('node_modules/post-event-source/dist');
  await Promise.all([
    ...programs.map((name) => copyFile(inRuntimes(`programs/${name}`), join(folder, name))),
    ...published.map((name) => copyFile(join(dist, name), join(folder, name))),
    // The name is what the Worker imports.
    copyFile(join(dist, 'index.workerd.js'), join(folder, 'post-event-source')),
  ]);

  await expectAnswer(folder, [...programs, 'post-event-source', ...published], 'wasm');
});
