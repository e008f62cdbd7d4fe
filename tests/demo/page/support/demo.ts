// Starts the whole demo, page and API, for a test file. Each test gets a gate that sets the pace of its answers.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { startDemo } from '../../../../demo/server/start.js';
import type { DemoServerOptions } from '../../../../demo/server/types.d.ts';
import { ask } from '../../server/support/demo.js';
import { EventReader, textOf } from '../../server/support/event-reader.js';
import { Gate } from '../../server/support/gate.js';

export interface RunningDemo {
  url: string;
  gate: Gate;
  /** Asks from elsewhere than the page. */
  ask: (question: string, headers?: Record<string, string>) => Promise<Response>;
  /** The whole text of an answer, as the server has it. */
  textOf: (answerId: string) => Promise<string>;
}

export function useDemo(
  options: () => Promise<DemoServerOptions> | DemoServerOptions = () => ({}),
) {
  const running: RunningDemo = {
    url: '',
    gate: new Gate(),
    ask: (question, headers) => ask({ url: running.url.replace(/\/$/, '') }, question, headers),
    async textOf(answerId) {
      const response = await running.ask('ignored', { 'last-event-id': `${answerId}:0` });
      return textOf(await new EventReader(response).rest());
    },
  };
  let close: (() => Promise<void>) | undefined;
  let cacheDirectory = '';

  beforeAll(async () => {
    const { env = {}, ...server } = await options();
    // Test files of their own processes must not prepare dependencies in one directory at once.
    cacheDirectory = await mkdtemp(join(tmpdir(), 'demo-vite-'));
    const demo = await startDemo({
      port: 0,
      env,
      cacheDirectory,
      server: { random: () => 0.5, pace: (step) => running.gate.pace(step), ...server },
    });
    running.url = demo.url;
    close = () => demo.close();
  });
  beforeEach(() => {
    running.gate = new Gate();
  });
  // Answers that a test left behind end here instead of counting against the next test's limits.
  afterEach(() => running.gate.open());
  afterAll(async () => {
    await close?.();
    await rm(cacheDirectory, { recursive: true, force: true });
  });
  return running;
}
