// Starts the demo as `npm run demo` does: one port for page and API, a policy on the page, an error if the port is in use.

import { join } from 'node:path';
import { beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { buildPage, servePage } from '../../../demo/server/page.js';
import { readSettings } from '../../../demo/server/settings.js';
import { startServer } from '../../../demo/server/start.js';
import { serveSockets } from '../../support/test-server.js';

// Vite bundles the page.
vi.setConfig({ hookTimeout: 60_000 });

let files: Record<string, string> = {};
beforeAll(async () => {
  files = await buildPage();
});

async function start(port = 0) {
  const demo = await startServer({ ...readSettings({}), port }, { page: servePage(files) });
  onTestFinished(() => demo.close());
  return demo;
}

it('serves the built page and the API from one port', async () => {
  const { url } = await start();

  const page = await fetch(url);
  const html = await page.text();
  const script = /<script type="module"[^>]* src="([^"]*)"/.exec(html)?.[1] ?? '';
  const asset = await fetch(new URL(script, url));
  const info = await fetch(new URL('/api/info', url));

  expect(page.headers.get('content-type')).toMatch(/^text\/html/);
  expect(html).toContain('<label class="visually-hidden" for="question">Message</label>');
  expect(asset.headers.get('content-type')).toMatch(/^text\/javascript/);
  expect(asset.headers.get('cache-control')).toContain('immutable');
  expect(info.headers.get('content-type')).toMatch(/^application\/json/);
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
  expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'/);
  expect(html).not.toMatch(/<script(?![^>]* src=)/);
});

it.each([
  `/@fs${join(process.cwd(), 'package.json')}`,
  '/../server/start.js',
  '/__open-in-editor?file=package.json',
  '/@vite/client',
  '/src/main.ts',
  '/toString',
])('has nothing at %s', async (path) => {
  const { url } = await start();

  const response = await fetch(new URL(path, url));

  expect(response.status).toBe(404);
});

it('rejects with advice if its port is in use', async () => {
  const { port } = await serveSockets(() => {});

  await expect(start(port)).rejects.toThrow(
    `Port ${port} is already in use. Stop the program that uses it, or choose another: PORT=${port + 1} npm run demo`,
  );
});
