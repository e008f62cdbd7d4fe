// Runs a script in a Node process of its own: for global changes that cannot be undone, and for
// flags.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const root = fileURLToPath(new URL('../../', import.meta.url));
/** The URL of a file in dist/, for the imports of a script. */
export const published = new URL('../../dist/index.js', import.meta.url).href;

const execute = promisify(execFile);

/** Runs an ES module in a new process and returns its standard output. */
export async function runModule(script: string, ...flags: string[]): Promise<string> {
  const options = [...flags, '--input-type=module', '--eval', script];
  const { stdout } = await execute(process.execPath, options, { cwd: root });
  return stdout.trim();
}
