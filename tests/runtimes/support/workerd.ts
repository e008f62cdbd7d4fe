// Runs a Worker in workerd: its modules, a service binding to the test's server, and what it answers to one request.
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { inRuntimes } from './run.js';

/** Names of files, the entry first. A name is what other modules import it by. */
export type Modules = readonly [string, ...string[]];

/** Port 0 is any that is free. */
const configuration = (modules: Modules, server: URL): string => `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .main),
    (name = "up", external = (address = "${server.host}", http = ())),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const main :Workerd.Worker = (
  modules = [${modules.map(moduleEntry).join(', ')}],
  compatibilityDate = "2026-10-01",
  bindings = [(name = "up", service = "up")],
);
`;

function moduleEntry(name: string): string {
  const kind = name.endsWith('.wasm') ? 'wasm' : 'esModule';
  return `(name = "${name}", ${kind} = embed "${name}")`;
}

export interface Answer {
  /** As JSON. */
  readonly body: unknown;
  /** What workerd itself has written. */
  readonly said: string;
}

/** Answers once workerd has ended. */
export async function askWorker(folder: string, modules: Modules, server: string): Promise<Answer> {
  const file = join(folder, 'worker.capnp');
  await writeFile(file, configuration(modules, new URL(server)));
  const program = inRuntimes('node_modules/.bin/workerd');
  const workerd = spawn(program, ['serve', file, `--control-fd=${REPORTS}`], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const [, ...streams] = workerd.stdio;
  const [output, complaints, reports] = streams as [Readable, Readable, Readable];
  const said = Promise.all([text(output), text(complaints)]);
  try {
    const body = await ask(await portOf(reports));
    workerd.kill();
    return { body, said: (await said).join('') };
  } catch (cause) {
    workerd.kill();
    throw new Error((await said).join(''), { cause });
  }
}

/** Where workerd reports what it listens to. */
const REPORTS = 3;

async function portOf(reports: Readable): Promise<number> {
  for await (const line of createInterface({ input: reports })) {
    const { event, port } = JSON.parse(line) as { event: string; port: number };
    if (event === 'listen') return port;
  }
  throw new Error('workerd ended before it listened');
}

async function ask(port: number): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}/`);
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}
