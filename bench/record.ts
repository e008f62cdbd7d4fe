// Stores figures in a file, with the versions of peers and engines, and the machine and its load.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { inPackages, inRoot } from '../scripts/support/paths.mjs';

export const peers = [
  'eventsource-parser',
  '@microsoft/fetch-event-source',
  'eventsource-client',
  'openai',
  'ai',
  '@ai-sdk/openai-compatible',
];

/** The installed versions. */
export async function versionsOf(packages: readonly string[]): Promise<Record<string, string>> {
  const entries = packages.map(async (name) => {
    const text = await readFile(inPackages(name, 'package.json'), 'utf8');
    return [name, (JSON.parse(text) as { version: string }).version] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** @returns the path of the file */
export async function record(
  name: string,
  facts: Readonly<Record<string, unknown>>,
  figures: unknown,
): Promise<string> {
  const folder = inRoot('build', 'bench', 'figures');
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${name}.json`);
  const measured = {
    date: new Date().toISOString(),
    processors: cpus().map(({ model }) => model),
    loadAverage: loadavg(),
    peers: await versionsOf(peers),
    ...facts,
    figures,
  };
  await writeFile(file, `${JSON.stringify(measured, undefined, 1)}\n`);
  return file;
}
