// Runs Next.js in its own process, on a free port.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { capture } from '../../../../scripts/support/command.mjs';
import { inRoot } from '../../../../scripts/support/paths.mjs';
import { bareEnvironment } from '../../../support/environment.js';

const program = inRoot('tests', 'docs', 'guides', 'node_modules', 'next', 'dist', 'bin', 'next');

const environment: NodeJS.ProcessEnv = {
  ...bareEnvironment,
  NEXT_TELEMETRY_DISABLED: '1',
};

/** Runs `next build` in a folder. */
export async function buildNext(folder: string): Promise<void> {
  const { code, output } = await capture([process.execPath, program, 'build'], {
    cwd: folder,
    env: environment,
  });
  if (code !== 0) throw new Error(output);
}

/** Starts `next dev` or `next start` in a folder. Resolves to its URL. It ends after the test. */
export async function startNext(
  folder: string,
  mode: 'dev' | 'start',
  env: NodeJS.ProcessEnv = {},
): Promise<string> {
  const args = [program, mode, '--port', '0', '--hostname', '127.0.0.1'];
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { ...environment, ...env },
    // Its own process group: `next dev` starts another process, which would survive it.
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  onTestFinished(async () => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    await ended;
  });
  let output = '';
  for await (const line of createInterface({ input: child.stdout })) {
    output += `${line}\n`;
    const [url] = /http:\/\/127\.0\.0\.1:[1-9]\d*/.exec(line) ?? [];
    if (url === undefined) continue;
    child.stdout.resume();
    return url;
  }
  throw new Error(`Expected Next.js to start, but it ended: ${output}`);
}
