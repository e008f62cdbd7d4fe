// `npm run docs`: writes the API reference, then builds the site of the documentation. `--serve` shows the site.
import { prepareAndBuild } from '../building/prepare.mjs';
import { buildSite, serveSite } from '../docs/site.mjs';
import { run } from '../support/command.mjs';
import { inPackages } from '../support/paths.mjs';
import { UserError } from '../support/user-error.mjs';

const PORT = 4173;

/** @param {readonly string[]} words */
export async function main(words) {
  const unknown = words.filter((word) => word !== '--serve');
  if (unknown.length > 0) {
    throw new UserError(
      `Expected --serve or nothing, got "${unknown.join(' ')}": npm run docs -- --serve`,
    );
  }
  await prepareAndBuild('build');
  await run([process.execPath, inPackages('typedoc', 'bin', 'typedoc')]);
  console.log('docs/api/ is up to date');
  await buildSite();
  if (words.length === 0) {
    console.log('build/site/ is up to date. To see it: npm run docs -- --serve');
    return;
  }
  // VitePress prints the address.
  const server = await serveSite(PORT);
  console.log('Ctrl+C ends it.');
  await new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  server.closeAllConnections();
  server.close();
}
