// The demo page as Vite bundles it for a server of one's own: the same chat from plain files, under the same policy.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express from 'express';
import { build } from 'vite';
import { expect, it, onTestFinished } from 'vitest';
import { createDemoServer } from '../../../demo/server/create-demo-server.js';
import { ChatPage } from './support/chat-page.js';
import { useChromium } from '../../browser/support/chromium.js';

const { openPage } = useChromium();

it('answers from the bundle', async () => {
  const files = await mkdtemp(join(tmpdir(), 'demo-bundle-'));
  onTestFinished(() => rm(files, { recursive: true, force: true }));
  await build({
    configFile: fileURLToPath(new URL('../../../demo/vite.config.ts', import.meta.url)),
    logLevel: 'error',
    build: { outDir: files },
  });
  const server = createDemoServer({ pace: () => Promise.resolve() });
  server.app.use(express.static(files));
  const port = await server.listen(0);
  onTestFinished(() => server.close());
  const page = await openPage();
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));

  const chat = await ChatPage.open(page, `http://127.0.0.1:${port}/`);
  await chat.ask('Write a binary search in C++');
  await chat.waitForStatus(/^Done$/);

  expect(await chat.answers.locator('.hljs-keyword').count()).toBeGreaterThan(3);
  expect(said).toEqual([]);
});
