// Node as an engine: each runner is a process.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { callOf, type Reply } from '../runner/serve-tasks.js';
import type { ResultOf } from '../runner/tasks.js';
import { bundleRunners } from './bundles.js';
import type { Engine, Runner } from './engine.js';
import { RunnerServer } from './server.js';

export async function openNode(): Promise<Engine> {
  const folder = await bundleRunners();
  const server = await RunnerServer.start(folder);
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

function openProcess(module: string): Runner {
  const child = fork(module, { execArgv: ['--expose-gc'] });
  const exit = once(child, 'exit');
  const run: Runner['run'] = async (name, task) => {
    const reply = await new Promise<Reply>((resolve) => {
      const end = (): void => resolve({ fault: 'The process has ended' });
      child.once('exit', end);
      child.once('message', (message: Reply) => {
        child.off('exit', end);
        resolve(message);
      });
      child.send(callOf(name, task));
    });
    if ('fault' in reply) {
      throw new Error(reply.fault);
    }
    return reply.result as ResultOf<typeof name>;
  };
  return {
    run,
    threadMilliseconds: () => run('threadMilliseconds', undefined),
    profile: async (microseconds, work) => {
      await run('startProfile', { microseconds });
      await work();
      return run('stopProfile', undefined);
    },
    close: async () => {
      child.disconnect();
      await exit;
    },
  };
}
