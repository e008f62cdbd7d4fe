// A dead link fails the build of the site.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { buildSite } from '../../../scripts/docs/site.mjs';
import { inRoot } from '../../../scripts/support/paths.mjs';

/** A site of one page, with the settings of ours. */
async function siteWith(markdown: string): Promise<string> {
  const folder = await mkdtemp(inRoot('build', 'dead-link-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const settings = pathToFileURL(inRoot('docs', '.vitepress', 'config.mjs')).href;
  await mkdir(join(folder, '.vitepress'));
  await writeFile(
    join(folder, '.vitepress', 'config.mjs'),
    `import config from '${settings}';
export default { ...config, outDir: '.vitepress/dist', cacheDir: '.vitepress/cache' };
`,
  );
  await writeFile(join(folder, 'index.md'), markdown);
  return folder;
}

test.each([
  ['[lost](lost.md)', 'docs/index.md: expected a file or folder of the repository, got lost.md'],
  ['[lost](/lost)', '1 dead link(s) found'],
])('%s fails the build', async (markdown, message) => {
  const folder = await siteWith(markdown);

  await expect(buildSite(folder)).rejects.toThrow(message);
});
