// Runs the servers and scripts of a guide, each in its own Node process.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { dirname } from 'node:path';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { bareEnvironment } from '../../../support/environment.js';

const preload = (path: string): string => `--import=${new URL(path, import.meta.url).href}`;

export interface Served {
  readonly url: string;
  /** The standard input of the process. */
  readonly input: Writable;
  /** Ends the process. Resolves with its output, errors included. */
  readonly end: () => Promise<string>;
}

/** Starts a server on a free port, whichever port its code names. It ends after the test. */
export async function serve(
  file: string,
  env: NodeJS.ProcessEnv = {},
  ...preloads: readonly string[]
): Promise<Served> {
  const loaded = ['./announce-port.mjs', ...preloads].map(preload);
  const child = spawn(process.execPath, [...loaded, file], {
    cwd: dirname(file),
    env: { ...bareEnvironment, ...env },
    stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
  });
  const { stdin } = child;
  if (stdin === null) throw new TypeError('Expected a pipe');
  const output = everything(child);
  const end = (): Promise<string> => {
    child.kill();
    return output;
  };
  onTestFinished(async () => {
    await end();
  });
  const [port] = (await Promise.race([once(child, 'message'), output.then((text) => [text])])) as [
    unknown,
  ];
  if (typeof port !== 'number')
    throw new Error(`Expected the server to listen, but it ended: ${String(port)}`);
  return { url: `http://127.0.0.1:${port}`, input: stdin, end };
}

export interface Outcome {
  readonly out: string;
  readonly errors: string;
}

/** Runs a script to its end. Relative URLs are resolved against `url`, as in a page of that server. */
export async function run(file: string, url = '', ...args: string[]): Promise<Outcome> {
  const child = spawn(
    process.execPath,
    [preload('../../../support/relative-fetch.mjs'), file, ...args],
    { env: { ...bareEnvironment, BASE_URL: url }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  onTestFinished(() => {
    child.kill();
  });
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { out, errors };
}

async function everything({ stdout, stderr }: ChildProcess): Promise<string> {
  if (stdout === null || stderr === null) throw new TypeError('Expected pipes');
  return (await Promise.all([text(stdout), text(stderr)])).join('');
}
