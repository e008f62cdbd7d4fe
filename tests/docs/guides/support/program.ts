// The servers and the scripts of a guide, each in a Node of its own.
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
  /** What is typed where it runs. */
  readonly input: Writable;
  /** Resolves with what it has printed, errors too, when it is ended. */
  readonly end: () => Promise<string>;
}

/** Starts a server, which may ask for any port: it gets a free one. Gone when the test is. */
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
  const said = everything(child);
  const end = (): Promise<string> => {
    child.kill();
    return said;
  };
  onTestFinished(async () => {
    await end();
  });
  const [port] = (await Promise.race([once(child, 'message'), said.then((text) => [text])])) as [
    unknown,
  ];
  if (typeof port !== 'number') throw new Error(`The server has ended: ${String(port)}`);
  return { url: `http://127.0.0.1:${port}`, input: stdin, end };
}

export interface Outcome {
  readonly out: string;
  readonly errors: string;
}

/** Runs a script to its end. Relative URLs are those of `url`, as in a page that comes from there. */
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
