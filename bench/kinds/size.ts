// What a page downloads for one name of the package: bundled and minified by esbuild, compressed,
// and by part.
import { readFile } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build, type Metafile } from 'esbuild';
import { ownModule } from '../../scripts/building/own-modules.mjs';
import { inRoot } from '../../scripts/support/paths.mjs';
import { table } from '../measuring/table.js';
import type { Figures } from './kind.js';

const NAMES = ['fetchEventSource', 'eventStream', 'EventSource', 'createParser', 'ready'];
/** Names of the second entry, without a format. */
const CHAT_NAMES = ['chatText', 'chatFetch'];
const MODULE = 'event-stream.inlined.mjs';
const FALLBACK = 'event-stream.fallback.mjs';
/** The beginning of the second part of the build's module: the bytes, after Emscripten's glue. */
const BYTES_BEGIN = 'export const compile';
const SOURCES = 'js/src/';
/** No file is written there. */
const OUTDIR = 'build/size';

export interface BundleSize {
  readonly name: string;
  readonly minified: number;
  readonly gzip: number;
  readonly brotli: number;
}

interface Bundle {
  readonly text: string;
  readonly metafile: Metafile;
}

export async function measureSize(): Promise<Figures & { readonly data: readonly BundleSize[] }> {
  const whole: BundleSize[] = [];
  const parts: BundleSize[] = [];
  const folders: string[][] = [];
  for (const name of NAMES) {
    whole.push(await sizeOfName(name, './dist/index.js'));
    const own = `./${relative(inRoot(), ownModule('index'))}`;
    const { text } = await bundle(name, own, `*/${MODULE}`, `*/${FALLBACK}`);
    parts.push(sizeOf(`  part of ${name}: JavaScript`, text));
    const { metafile } = await bundle(name, `./${SOURCES}index.ts`, `*/${MODULE}`, `*/${FALLBACK}`);
    for (const [folder, minified] of byFolder(metafile)) {
      folders.push([`  of ${name}: ${folder}`, String(minified)]);
    }
  }
  for (const name of CHAT_NAMES) {
    whole.push(sizeOf(name, (await bundle(name, './dist/chat.js')).text));
  }
  const inlined = await readFile(inRoot('build', 'wasm', MODULE), 'utf8');
  const [glue = '', bytes = ''] = inlined.split(BYTES_BEGIN);
  parts.push(sizeOf('  part of each: glue', glue));
  parts.push(sizeOf('  part of each: WebAssembly', `${BYTES_BEGIN}${bytes}`));
  parts.push(
    sizeOf(
      'instead of WebAssembly, if it is blocked: fallback.js',
      await readFile(inRoot('dist', 'fallback.js'), 'utf8'),
    ),
  );
  const data = [...whole, ...parts];
  const rows = data.map(({ name, ...sizes }) => [name, ...Object.values(sizes).map(String)]);
  const head = ['bytes', 'minified', 'gzip', 'brotli'];
  return { text: table([head, ...rows, ...folders]), data };
}

/** One name of a module, which is imported from the root of the repository. */
export async function sizeOfName(name: string, from: string): Promise<BundleSize> {
  return sizeOf(name, (await bundle(name, from)).text);
}

async function bundle(name: string, from: string, ...external: string[]): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    stdin: {
      contents: `export { ${name} } from '${from}';`,
      resolveDir: inRoot(),
    },
    absWorkingDir: inRoot(),
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    external,
    // The fallback in a chunk of its own, which a page loads only if it needs it.
    splitting: true,
    outdir: inRoot(OUTDIR),
    write: false,
    metafile: true,
    logLevel: 'warning',
  });
  const first = outputFiles.find(({ path }) => path.endsWith('/stdin.js'));
  return { text: first?.text ?? '', metafile };
}

function sizeOf(name: string, text: string): BundleSize {
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  return {
    name,
    minified: Buffer.byteLength(text),
    gzip: gzipSync(text, { level: 9 }).length,
    brotli: brotliCompressSync(text, { params }).length,
  };
}

/**
 * Our own sources in minified bytes before compression: compressed text cannot be divided into
 * parts.
 */
function byFolder({ outputs }: Metafile): Map<string, number> {
  const folders = new Map<string, number>();
  for (const { inputs } of Object.values(outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      if (path.startsWith(SOURCES) && bytesInOutput > 0) {
        folders.set(dirname(path), (folders.get(dirname(path)) ?? 0) + bytesInOutput);
      }
    }
  }
  return folders;
}
