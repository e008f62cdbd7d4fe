// The modules that runners load: one for each kind of runner, and one for each contender of the
// cold start, bundled as for a page.
import { build, type BuildOptions } from 'esbuild';
import { inRoot } from '../../scripts/support/paths.mjs';

const COMMON: BuildOptions = {
  bundle: true,
  format: 'esm',
  target: 'es2022',
  charset: 'utf8',
  mainFields: ['module', 'main'],
  outExtension: { '.js': '.mjs' },
  logLevel: 'warning',
};

/** @returns the folder of the modules */
export async function bundleRunners(): Promise<string> {
  const outdir = inRoot('build', 'bench', 'runners');
  await build({
    ...COMMON,
    entryPoints: ['page', 'process', 'cold'].map((name) => inRoot('bench', 'runner', `${name}.ts`)),
    outdir,
    platform: 'neutral',
    external: ['node:*'],
  });
  // For Node only: it loads the packages as npm installs them.
  await build({
    ...COMMON,
    entryPoints: [inRoot('bench', 'runner', 'gateway.ts')],
    outdir,
    platform: 'node',
    packages: 'external',
  });
  await build({
    ...COMMON,
    entryPoints: ['post-event-source', 'eventsource-parser', 'fetch-event-source', 'nothing'].map(
      (name) => inRoot('bench', 'cold-start', `${name}.ts`),
    ),
    outdir: `${outdir}/cold-start`,
    platform: 'neutral',
    minify: true,
  });
  return outdir;
}
