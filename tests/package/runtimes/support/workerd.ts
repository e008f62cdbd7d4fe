// Runs a Worker in workerd: its modules, a service binding to the test's server, and the response
// to one request.
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { inRuntimes } from './run.js';

export interface Worker {
  readonly folder: string;
  /**
   * File names, one of them `worker.js` or `worker.mjs`. Other modules import a file by its name.
   */
  readonly modules: readonly string[];
  /** The compatibility date of the runtime. */
  readonly date: string;
  /** The server of the binding `up`. */
  readonly server: string;
}

/** Port 0 selects a free port. */
const configuration = ({ modules, date, server }: Worker): string => `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .main),
    (name = "up", external = (address = "${new URL(server).host}", http = ())),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const main :Workerd.Worker = (
  modules = [${entryFirst(modules).map(moduleEntry).join(', ')}],
  compatibilityDate = "${date}",
  bindings = [(name = "up", service = "up")],
);
`;

function entryFirst(modules: readonly string[]): string[] {
  const isEntry = (name: string): boolean => /^worker\.m?js$/.test(name);
  return [...modules.filter(isEntry), ...modules.filter((name) => !isEntry(name))];
}

function moduleEntry(name: string): string {
  const kind = name.endsWith('.wasm') ? 'wasm' : 'esModule';
  return `(name = "${name}", ${kind} = embed "${name}")`;
}

export interface Answer {
  /** As JSON. */
  readonly body: unknown;
  /** The output of workerd itself. */
  readonly output: string;
}

/** The file descriptor on which workerd reports its ports. */
const REPORTS = 3;

/** Resolves once workerd has ended. */
export async function requestFrom(worker: Worker): Promise<Answer> {
  const file = join(worker.folder, 'worker.capnp');
  await writeFile(file, configuration(worker));
  const program = inRuntimes('node_modules/.bin/workerd');
  const workerd = spawn(program, ['serve', file, `--control-fd=${REPORTS}`], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const pipes = workerd.stdio as unknown as [null, Readable, Readable, Readable];
  const output = Promise.all([text(pipes[1]), text(pipes[2])]);
  onTestFinished(() => void workerd.kill());
  try {
    const body = await request(await portOf(pipes[REPORTS]));
    workerd.kill();
    return { body, output: (await output).join('') };
  } catch (cause) {
    workerd.kill();
    throw new Error((await output).join(''), { cause });
  }
}

async function portOf(reports: Readable): Promise<number> {
  for await (const line of createInterface({ input: reports })) {
    const { event, port } = JSON.parse(line) as { event: string; port: number };
    if (event === 'listen') return port;
  }
  throw new Error('workerd ended before it listened');
}

async function request(port: number): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}/`);
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}
