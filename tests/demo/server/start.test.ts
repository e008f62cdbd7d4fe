// Starting the demo as `npm run demo` does: one port for page and API, a policy on the page, clear words when the port is taken.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { startDemo } from '../../../demo/server/start.js';
import { serveSockets } from '../../support/test-server.js';

// Vite prepares the page's dependencies on its first start.
vi.setConfig({ testTimeout: 60_000 });

async function start(port: number) {
  const cacheDirectory = await mkdtemp(join(tmpdir(), 'demo-vite-'));
  onTestFinished(() => rm(cacheDirectory, { recursive: true, force: true }));
  const demo = await startDemo({ port, env: {}, cacheDirectory });
  onTestFinished(() => demo.close());
  return demo;
}

it('serves the page and the API from one port', async () => {
  const { url } = await start(0);

  const page = await fetch(url);
  const info = await fetch(new URL('/api/info', url));

  expect(page.headers.get('content-type')).toMatch(/^text\/html/);
  expect(await page.text()).toContain(
    '<label class="visually-hidden" for="question">Message</label>',
  );
  expect(info.headers.get('content-type')).toMatch(/^application\/json/);
});

it('lets the page run nothing but its own files', async () => {
  const { url } = await start(0);

  const page = await fetch(url);

  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
  expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'/);
  expect(await page.text()).not.toMatch(/<script(?![^>]* src=)/);
});

it('does not serve the files around the page', async () => {
  const { url } = await start(0);

  for (const path of ['/@fs' + join(process.cwd(), 'package.json'), '/../server/start.js']) {
    const response = await fetch(new URL(path, url), { headers: { accept: '*/*' } });
    expect(await response.text()).not.toMatch(/devDependencies|startDemo\(/);
  }
});

it('says what to do when its port is in use', async () => {
  const { port } = await serveSockets(() => {});

  await expect(start(port)).rejects.toThrow(
    `Port ${port} is already in use. Stop the program that uses it, or choose another: PORT=${port + 1} npm run demo`,
  );
});
