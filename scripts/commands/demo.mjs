// `npm run demo`: everything a build does, then the demo's server until it is interrupted.
import { prepare } from '../building/prepare.mjs';
import { runMain } from '../support/entry.mjs';
import { say } from '../support/progress.mjs';
import { UserError } from '../support/user-error.mjs';
import { readPort } from './port.mjs';

await runMain(async () => {
  const port = readPort(process.env.PORT);
  const { compiler } = await prepare('build');
  // Imported here because they use packages that npm may only just have installed.
  const { buildPackage } = await import('../building/package.mjs');
  await buildPackage(compiler);
  const { startDemo } = await import('../../demo/server/start.js');
  const demo = await startDemo({ port, env: process.env }).catch((/** @type {unknown} */ error) => {
    throw new UserError(error instanceof Error ? error.message : String(error));
  });
  say(`\nOpen ${demo.url} in a browser; Ctrl+C ends it.`);
  await interruption();
  await demo.close();
});

/**
 * Ctrl+C, or the end of npm: package.json starts this with `exec`, because the shell that npm would otherwise
 * leave in between does not pass signals on, and a server that nobody can see any more would keep its port.
 */
function interruption() {
  return new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
}
