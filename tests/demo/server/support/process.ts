// One of several processes of the demo's server that share a Redis server.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { root } from '../../../support/child.js';
import { bareEnvironment } from '../../../support/environment.js';

const script = `
import { readSettings } from './demo/server/settings.js';
import { startServer } from './demo/server/start.js';
const { url } = await startServer({ ...readSettings(process.env), port: 0 });
console.log(new URL(url).port);
process.on('message', () => process.send(process.memoryUsage().rss));
`;

export interface DemoProcess {
  url: string;
  /** With SIGKILL. */
  kill(): Promise<void>;
  /** Resident memory in bytes. */
  memory(): Promise<number>;
  /** The text of its standard error. */
  errors(): string;
}

/** Killed when the test ends. Resolves when it listens. If it ends before that, rejects with its standard error. */
export async function startProcess(env: Record<string, string>): Promise<DemoProcess> {
  const child: ChildProcess = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: root,
    env: { ...bareEnvironment, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  };
  onTestFinished(kill);
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text) => (errors += String(text)));
  if (child.stdout === null) throw new Error('Expected the process to have a standard output.');
  const lines = createInterface(child.stdout);
  const ended = once(child, 'close').then(() => {
    throw new Error(errors);
  });
  const [port] = (await Promise.race([once(lines, 'line'), ended])) as [string];
  ended.catch(() => undefined);
  return {
    url: `http://127.0.0.1:${port}`,
    kill,
    errors: () => errors,
    async memory() {
      child.send('memory');
      return ((await once(child, 'message')) as [number])[0];
    },
  };
}
