// Starts the page and the API of the demo for a test file. Each test gets a gate that sets the pace of its answers.

import { afterAll, afterEach, beforeAll, beforeEach, inject } from 'vitest';
import { servePage } from '../../../../demo/server/page.js';
import { readSettings } from '../../../../demo/server/settings.js';
import { startServer } from '../../../../demo/server/start.js';
import { ask, resume, type DemoOptions } from '../../server/support/demo.js';
import { EventReader, textOf } from '../../server/support/event-reader.js';
import { Gate } from '../../server/support/gate.js';

export interface RunningDemo {
  url: string;
  gate: Gate;
  /** Asks without the page. */
  ask: (question: string, headers?: Record<string, string>) => Promise<Response>;
  /** The whole text of an answer on the server. */
  textOf: (answerId: string) => Promise<string>;
}

/** The gate is the model, unless the environment names a model server. */
export function useDemo(options: () => Promise<DemoOptions> | DemoOptions = () => ({})) {
  const server = { url: '' };
  const running: RunningDemo = {
    url: '',
    gate: new Gate(),
    ask: (question, headers) => ask(server, question, headers),
    textOf: async (id) => textOf(await new EventReader(await resume(server, `${id}:0`)).rest()),
  };
  let close: (() => Promise<void>) | undefined;

  beforeAll(async () => {
    const { env = {}, limits } = await options();
    const settings = { ...readSettings(env), port: 0 };
    settings.limits = { ...settings.limits, ...limits };
    const model = {
      ...running.gate.model,
      write: (...given: Parameters<Gate['model']['write']>) => running.gate.model.write(...given),
    };
    const page = servePage(inject('page'));
    const demo = await startServer(settings, settings.upstream ? { page } : { page, model });
    running.url = demo.url;
    server.url = demo.url.replace(/\/$/, '');
    close = () => demo.close();
  });
  beforeEach(() => {
    running.gate = new Gate();
  });
  // Finishes the answers of a test, so that they do not count towards the limits of the next one.
  afterEach(() => running.gate.open());
  afterAll(() => close?.());
  return running;
}
