// What a page downloads for one name of the package: bundled and minified by esbuild, compressed, and by part.
import { readFile } from 'node:fs/promises';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { inRoot } from '../../scripts/support/paths.mjs';
import { table } from '../measuring/table.js';
import type { Figures } from './kind.js';

const NAMES = ['fetchEventSource', 'createParser', 'ready'];
/** What the build's module begins its second part with: the bytes, after Emscripten's glue. */
const BYTES_BEGIN = 'export const wasmBytes';

interface Weight {
  readonly name: string;
  readonly minified: number;
  readonly gzip: number;
  readonly brotli: number;
}

export async function measureSize(): Promise<Figures> {
  const weights: Weight[] = [];
  for (const name of NAMES) {
    weights.push(weigh(name, await bundle(name, 'dist/index.js')));
  }
  const inlined = await readFile(inRoot('build', 'wasm', 'event-stream.inlined.mjs'), 'utf8');
  const [glue = '', bytes = ''] = inlined.split(BYTES_BEGIN);
  for (const name of NAMES) {
    const script = await bundle(name, 'js/src/index.ts', '*/event-stream.inlined.mjs');
    weights.push(weigh(`  part of ${name}: JavaScript`, script));
  }
  weights.push(weigh('  part of each: glue', glue));
  weights.push(weigh('  part of each: WebAssembly', `${BYTES_BEGIN}${bytes}`));
  const rows = weights.map(({ name, ...sizes }) => [name, ...Object.values(sizes).map(String)]);
  const head = ['bytes', 'minified', 'gzip', 'brotli'];
  return { text: table([head, ...rows]), data: weights };
}

async function bundle(name: string, from: string, ...external: string[]): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { ${name} } from './${from}';`,
      resolveDir: inRoot(),
    },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    external,
    write: false,
    logLevel: 'warning',
  });
  return outputFiles[0]?.text ?? '';
}

function weigh(name: string, text: string): Weight {
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  return {
    name,
    minified: Buffer.byteLength(text),
    gzip: gzipSync(text, { level: 9 }).length,
    brotli: brotliCompressSync(text, { params }).length,
  };
}
