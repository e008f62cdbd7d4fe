// `npm run demo`: builds the package, then runs the demo's server until it is interrupted.
import { describeSettings, readSettings } from '../../demo/server/settings.js';
import { prepareAndBuild } from '../building/prepare.mjs';
import { UserError } from '../support/user-error.mjs';

export async function main() {
  const settings = await withMessage(async () => readSettings(process.env));
  await prepareAndBuild('build');
  // Imported here because it needs packages that npm may only just have installed.
  const { startServer } = await import('../../demo/server/start.js');
  const { buildPage, servePage } = await import('../../demo/server/page.js');
  const page = servePage(await buildPage());
  const demo = await withMessage(() => startServer(settings, { page }));
  console.log(`\n${describeSettings(settings).join('\n')}`);
  console.log(`\nOpen ${demo.url} in a browser; Ctrl+C ends it.`);
  // Ctrl+C, or the end of npm. package.json uses `exec`, because a shell between the processes
  // would not pass on signals.
  await new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await demo.close();
}

/**
 * The messages of the demo's errors need no stack.
 * @template T
 * @param {() => Promise<T>} work
 */
const withMessage = (work) =>
  work().catch((/** @type {Error} */ error) => {
    throw new UserError(error.message);
  });
