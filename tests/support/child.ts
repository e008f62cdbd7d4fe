// Runs a script in a Node of its own, for what cannot be undone or cannot be had in this one: globals, flags.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const root = fileURLToPath(new URL('../../', import.meta.url));
/** The URL of what is published, as an import in a script would name it. */
export const published = new URL('../../dist/index.js', import.meta.url).href;

const execute = promisify(execFile);

/** Runs an ES module in a new process and answers what it wrote to its standard output. */
export async function runModule(script: string, ...flags: string[]): Promise<string> {
  const options = [...flags, '--input-type=module', '--eval', script];
  const { stdout } = await execute(process.execPath, options, { cwd: root });
  return stdout.trim();
}
