// The package in the service worker of a Chrome extension (Manifest V3): no `import()`, and no
// WebAssembly by default.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Worker } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { startExtension } from '../../browser/support/extension.js';
import { prepare, start } from './support/build.js';
import { MESSAGES, startSite } from './support/site.js';
import { esbuild, rollup, splittingEsbuild, type Tool } from './support/tools.js';

/** Allows WebAssembly in a policy. */
const WITH_WEBASSEMBLY = {
  content_security_policy: { extension_pages: "script-src 'self' 'wasm-unsafe-eval'" },
};

/** Builds the extension with a bundler. Returns the bundler's warnings and the folder. */
async function buildExtension(tool: Tool, worker: string, manifest: object = {}) {
  const folder = await prepare(`extension ${tool.name} ${worker}`.replaceAll(' ', '-'), {
    'manifest.json': 'extension/manifest.json',
    'src/index.js': `extension/${worker}.js`,
    'src/ask.js': 'page/ask.js',
  });
  const file = join(folder, 'manifest.json');
  const standard = JSON.parse(await readFile(file, 'utf8')) as object;
  await writeFile(file, JSON.stringify({ ...standard, ...manifest }));
  return { folder, complaints: await start(tool.command, folder, tool.progress) };
}

/** Sends a request from the service worker. Returns the result or the error. */
async function requestFrom(worker: Worker, site: string): Promise<object> {
  const answer = await worker.evaluate(async (url) => {
    const { ask } = globalThis as unknown as { ask: (site: string) => Promise<string> };
    return ask(url).catch((error: unknown) => {
      const { name, message } = error as Error;
      return JSON.stringify({ name, message });
    });
  }, new URL(site).origin);
  return JSON.parse(answer) as object;
}

describe.each([rollup, esbuild, splittingEsbuild])('Chrome extension built by $name', (tool) => {
  test('reads a POST stream with the static fallback', async () => {
    const { folder, complaints } = await buildExtension(tool, 'with-fallback');
    const { url, requests } = await startSite(folder);

    const answer = await requestFrom((await startExtension(folder)).worker, url);

    expect(complaints).toEqual([]);
    expect(answer).toMatchObject({ backend: 'js', messages: MESSAGES });
    expect(requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });
});

test('uses WebAssembly beside the static fallback if its policy allows it', async () => {
  const { folder } = await buildExtension(rollup, 'with-fallback', WITH_WEBASSEMBLY);
  const { url } = await startSite(folder);

  expect(await requestFrom((await startExtension(folder)).worker, url)).toMatchObject({
    backend: 'wasm',
    messages: MESSAGES,
  });
});

test('without the static fallback, the error names the import to add', async () => {
  const { folder } = await buildExtension(rollup, 'without-fallback');
  const { url } = await startSite(folder);

  const answer = await requestFrom((await startExtension(folder)).worker, url);

  expect(answer).toHaveProperty('name', 'RuntimeUnavailableError');
  expect(answer).toHaveProperty(
    'message',
    expect.stringMatching(/import\(\) is disallowed.* import post-event-source\/fallback once$/),
  );
});
