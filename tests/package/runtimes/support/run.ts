// Runs a program of programs/ in one of the runtimes that package.json pins, in a process of its
// own.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';
import { bareEnvironment } from '../../../support/environment.js';

const folder = fileURLToPath(new URL('..', import.meta.url));
const execute = promisify(execFile);

export const inRuntimes = (path: string): string => `${folder}${path}`;

interface Manifest {
  readonly devDependencies: Readonly<Record<string, string>>;
}

const { devDependencies } = JSON.parse(
  readFileSync(inRuntimes('package.json'), 'utf8'),
) as Manifest;

export interface Runtime {
  /** With its version. */
  readonly name: string;
  /** The program and the arguments before a script. */
  readonly command: readonly [string, ...string[]];
}

/** The oldest and the newest version of each line. */
export const nodes: readonly Runtime[] = Object.entries(devDependencies)
  .filter(([name]) => name.startsWith('node-'))
  .map(([name, version]) => ({
    name: version.replace('npm:node@', 'Node '),
    command: [inRuntimes(`node_modules/${name}/bin/node`)],
  }));

export const bun: Runtime = {
  name: `Bun ${devDependencies.bun ?? ''}`,
  command: [inRuntimes('node_modules/.bin/bun')],
};

export const deno: Runtime = {
  name: `Deno ${devDependencies.deno ?? ''}`,
  // It may use the network, and read only the imported files.
  command: [inRuntimes('node_modules/.bin/deno'), 'run', '--no-prompt', '--allow-net'],
};

export function withFlags(
  { name, command: [program, ...others] }: Runtime,
  ...flags: string[]
): Runtime {
  return { name: [name, ...flags].join(' '), command: [program, ...others, ...flags] };
}

// V8 prints it if a flag removes WebAssembly, in the lines of Node that have the other flag.
const notice = 'Warning: disabling flag --expose_wasm due to conflicting flags\n';

const env = { ...bareEnvironment, DENO_NO_UPDATE_CHECK: '1' };

/** Returns the program's output as JSON, once its process has ended. A warning is an error. */
export async function run(
  { name, command: [program, ...options] }: Runtime,
  script: string,
  ...args: string[]
): Promise<unknown> {
  const running = execute(program, [...options, script, ...args], {
    cwd: inRuntimes('programs'),
    env,
  });
  onTestFinished(() => void running.child.kill());
  const { stdout, stderr } = await running;
  const output = stderr.replace(notice, '');
  if (output !== '') {
    throw new Error(`${name}, ${script}: ${output}`);
  }
  return JSON.parse(stdout) as unknown;
}
