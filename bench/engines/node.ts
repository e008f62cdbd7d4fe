// Node as an engine: each runner is a process.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { callOf, type Reply } from '../stage/stand-ready.js';
import type { AnswerOf } from '../stage/tasks.js';
import { bundleStages } from './bundles.js';
import type { Engine, Stage } from './engine.js';
import { StageServer } from './server.js';

export async function openNode(): Promise<Engine> {
  const folder = await bundleStages();
  const server = await StageServer.start(folder);
  return {
    name: 'node',
    version: process.versions.node,
    open: (kind) => Promise.resolve(openProcess(`${folder}/${kind ?? 'process'}.mjs`)),
    urlOf: (workload, bytes) => server.urlOf(workload, bytes),
    tokensOf: (rate, seconds) => server.tokensOf(rate, seconds),
    moduleOf: (contender) => `${folder}/cold-start/${contender}.mjs`,
    close: () => server.close(),
  };
}

function openProcess(module: string): Stage {
  const child = fork(module, { execArgv: ['--expose-gc'] });
  const exit = once(child, 'exit');
  const perform: Stage['perform'] = async (name, task) => {
    const result = await new Promise<Reply>((resolve) => {
      const end = (): void => resolve({ fault: 'The process has ended' });
      child.once('exit', end);
      child.once('message', (reply: Reply) => {
        child.off('exit', end);
        resolve(reply);
      });
      child.send(callOf(name, task));
    });
    if ('fault' in result) {
      throw new Error(result.fault);
    }
    return result.answer as AnswerOf<typeof name>;
  };
  return {
    perform,
    threadMilliseconds: () => perform('threadMilliseconds', undefined),
    profile: async (microseconds, work) => {
      await perform('startProfile', { microseconds });
      await work();
      return perform('stopProfile', undefined);
    },
    close: async () => {
      child.disconnect();
      await exit;
    },
  };
}
