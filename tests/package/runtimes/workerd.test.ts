// The package in Cloudflare's workerd: with its export condition, without it, and as plain modules.
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bundle, emptyFolder } from './support/bundle.js';
import { inRuntimes } from './support/run.js';
import { expectPosts, readBy, startStreams } from './support/streams.js';
import { requestFrom } from './support/workerd.js';

/** The first date on which workerd has FinalizationRegistry and WeakRef. */
const compatibilityDates = ['2024-11-11', '2026-10-01'];

describe.each(compatibilityDates)('workerd: compatibility date %s', (date) => {
  async function expectAnswer(folder: string, modules: string[], backend: 'wasm' | 'js') {
    const server = await startStreams();

    expect(await requestFrom({ folder, modules, date, server: server.url })).toEqual({
      body: { ...readBy(backend), changed: [] },
      output: '',
    });
    expectPosts(server);
  }

  test('bundled with the condition `workerd`, it runs WebAssembly', async () => {
    const folder = await emptyFolder('workerd');
    const modules = await bundle('worker.mjs', folder, {
      format: 'esm',
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
    const modules = await bundle('worker.mjs', folder, { format: 'esm', ...options });

    expect(modules).toHaveLength(files);
    await expectAnswer(folder, modules, 'js');
  });

  test('workerd: plain modules run without a bundler', async () => {
    const folder = await emptyFolder('modules');
    const programs = ['worker.mjs', 'read.mjs', 'globals.mjs'];
    const published = ['event-stream.wasm', 'fallback.js', 'shared.workerd.js'];
    const dist = inRuntimes('node_modules/post-event-source/dist');
    await Promise.all([
      ...programs.map((name) => copyFile(inRuntimes(`programs/${name}`), join(folder, name))),
      ...published.map((name) => copyFile(join(dist, name), join(folder, name))),
      // The Worker imports the module by this name.
      copyFile(join(dist, 'index.workerd.js'), join(folder, 'post-event-source')),
    ]);

    await expectAnswer(folder, [...programs, 'post-event-source', ...published], 'wasm');
  });
});
