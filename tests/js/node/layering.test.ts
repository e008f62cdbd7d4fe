// Who may import, include and name what: the layers of docs/design.md, held by a test.
import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sourceFiles, withoutComments, type SourceFile } from '../../support/source-files.js';

const typescript = sourceFiles('js/src', '.ts').map(({ path, text }) => ({
  path: path.slice('js/src/'.length),
  text,
  code: withoutComments(text),
}));
const cpp = (folder: string): SourceFile[] => sourceFiles(folder, '.h', '.cpp');

/** From the lowest to the highest: a file imports from its own layer and from those below. */
const LAYERS = [
  'runtime',
  'platform',
  'parsing',
  'options',
  'request',
  'connecting',
  'shapes',
  'chat',
];

interface Import {
  readonly from: string;
  readonly to: string;
}

const imports: Import[] = typescript.flatMap(({ path, code }) =>
  Array.from(
    code.matchAll(/\bfrom\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/g),
    ([, from, bare]) => {
      const to = from ?? bare ?? '';
      return {
        from: path,
        to: to.startsWith('.') ? posix.join(posix.dirname(path), to).replace(/\.js$/, '.ts') : to,
      };
    },
  ),
);

const folderOf = (path: string): string => (path.includes('/') ? (path.split('/')[0] ?? '') : '');
const show = ({ from, to }: Import): string => `${from} -> ${to}`;
const importersOf = (target: string): string[] =>
  imports.filter(({ to }) => to === target).map(({ from }) => from);
/** The files whose code, comments aside, holds a match. */
const filesWith = (pattern: RegExp): string[] =>
  typescript.filter(({ code }) => pattern.test(code)).map(({ path }) => path);

describe('js/src', () => {
  test('is what the rules below were written for', () => {
    expect(imports.length).toBeGreaterThan(30);
    const folders = new Set(typescript.map(({ path }) => folderOf(path)));
    expect([...folders].sort()).toEqual(['', ...LAYERS].sort());
    const known = new Set(typescript.map(({ path }) => path));
    const lost = imports.filter(({ to }) => !known.has(to)).map(show);
    expect(lost).toEqual([
      'chat/matching/load-shapes.ts -> ../../build/wasm/message-shapes.inlined.mjs',
      'fallback.ts -> ../../build/fallback/event-stream.fallback.mjs',
      'runtime/load.ts -> ../../build/wasm/event-stream.inlined.mjs',
      'runtime/load.ts -> ../../build/fallback/event-stream.fallback.mjs',
    ]);
  });

  test('imports point one way, from chat to runtime', () => {
    const upward = imports.filter(({ from, to }) => {
      const [lower, upper] = [LAYERS.indexOf(folderOf(from)), LAYERS.indexOf(folderOf(to))];
      return lower >= 0 && upper > lower;
    });

    expect(upward.map(show)).toEqual([]);
  });

  test('types.ts and errors.ts stand under everything, the entries above it', () => {
    const entries = ['index.ts', 'chat/index.ts', 'fallback.ts'];
    const ground = imports.filter(({ from }) => folderOf(from) === '' && !entries.includes(from));

    expect(ground.map(show)).toEqual(['error-guards.ts -> errors.ts']);
    expect(entries.flatMap(importersOf)).toEqual([]);
  });

  test('shapes do not import each other', () => {
    /** A file, or a folder of files that make one shape. */
    const shapeOf = (path: string): string | undefined => /^shapes\/([\w-]+)/.exec(path)?.[1];
    const sideways = imports.filter(({ from, to }) => {
      const [one, other] = [shapeOf(from), shapeOf(to)];
      return one !== undefined && other !== undefined && one !== other;
    });

    expect(sideways.map(show)).toEqual([]);
  });

  test('a folder has at most 14 files', () => {
    const sizes = new Map<string, number>();
    for (const { path } of typescript) {
      const folder = posix.dirname(path);
      sizes.set(folder, (sizes.get(folder) ?? 0) + 1);
    }

    expect([...sizes].filter(([, size]) => size > 14)).toEqual([]);
  });

  test('index.ts holds names and nothing else', () => {
    const index = typescript.find(({ path }) => path === 'index.ts');

    const rest = index?.code.replace(/export (?:type )?\{[^}]*\} from '[^']+';/g, '').trim();
    expect(rest).toBe('');
  });

  test('only the loaders and fallback.ts import the build', () => {
    const importers = imports.filter(({ to }) => to.includes('build/')).map(({ from }) => from);

    expect(new Set(importers)).toEqual(
      new Set(['chat/matching/load-shapes.ts', 'fallback.ts', 'runtime/load.ts']),
    );
  });

  test('only parsing/event-table.ts and connecting/retry-policy.ts look into linear memory', () => {
    expect(filesWith(/\bmemory\s*\.\s*buffer\b|\{\s*buffer\s*\}\s*=/).sort()).toEqual([
      'connecting/retry-policy.ts',
      'parsing/event-table.ts',
    ]);
  });

  test('only connecting/retry-policy.ts calls the functions of the policy', () => {
    const functions = /functions\s*\.\s*decide\b/;

    expect(filesWith(functions)).toEqual(['connecting/retry-policy.ts']);
  });

  test('only parsing/ calls the functions of the parser', () => {
    const callers = filesWith(/functions\s*\.\s*(?:\w*Parser|feed)\b/);

    expect(callers.map(folderOf)).toEqual(callers.map(() => 'parsing'));
  });

  test('only connecting/next-attempt.ts imports the policy, and only connecting/reconnect.ts what follows an attempt', () => {
    expect(importersOf('connecting/retry-policy.ts')).toEqual(['connecting/next-attempt.ts']);
    expect(importersOf('connecting/next-attempt.ts')).toEqual(['connecting/reconnect.ts']);
  });

  test('only platform/environment.ts reads a clock, sets a timer or draws random numbers, and of chat/ one file sets one', () => {
    const names =
      /\b(?:set(?:Timeout|Interval|Immediate)|performance|Date\.now|new Date|Math\.random)\b/;

    expect(filesWith(names).sort()).toEqual(['chat/batch-frame.ts', 'platform/environment.ts']);
  });

  test('only two files of platform/ name globals of a page or a worker, and no file names those of Node', () => {
    const names =
      /(?<![.\w'])(?:document|location|navigator|self|window|process|Buffer|require)\b(?!['?:])/;

    expect(filesWith(names)).toEqual(['platform/base-url.ts', 'platform/page-lifecycle.ts']);
    expect(imports.filter(({ to }) => to.startsWith('node:')).map(show)).toEqual([]);
  });

  test('makes no code from strings', () => {
    expect(filesWith(/\beval\s*\(|\bnew Function\b/)).toEqual([]);
  });

  test('has no default export and writes to no console', () => {
    expect(filesWith(/\bexport default\b/)).toEqual([]);
    expect(filesWith(/\bconsole\b/)).toEqual([]);
  });
});

describe('core/ and wasm/', () => {
  const includes = cpp('core').flatMap(({ path, text }) =>
    Array.from(text.matchAll(/^\s*#\s*include\s*[<"]([^>"]+)[>"]/gm), ([, header = '']) => ({
      path,
      header,
    })),
  );

  test('core/ includes its own headers and those of the language that do nothing to the world', () => {
    const allowed = new Set(
      'algorithm array bit bitset cmath cstddef cstdint cstdlib cstring limits new optional span string_view type_traits utility'.split(
        ' ',
      ),
    );

    const others = includes.filter(
      ({ header }) => !header.startsWith('sse/') && !allowed.has(header),
    );
    expect(includes.length).toBeGreaterThan(20);
    expect(others).toEqual([]);
  });

  test('core/ knows nothing of Emscripten', () => {
    const knowing = cpp('core').filter(({ text }) =>
      /emscripten|EMSCRIPTEN|embind/.test(withoutComments(text)),
    );

    expect(knowing.map(({ path }) => path)).toEqual([]);
  });

  test('wasm/ includes Emscripten', () => {
    expect(cpp('wasm').some(({ text }) => text.includes('#include <emscripten/'))).toBe(true);
  });

  test('core/ neither throws, prints, nor gives up', () => {
    const words =
      /\b(?:throw|try|catch|assert|abort|exit|printf|std::cout|std::cerr|rand|time)\b\s*[({]/;
    const files = cpp('core').filter(({ text }) => words.test(withoutComments(text)));

    expect(files.map(({ path }) => path)).toEqual([]);
  });

  test('C++ sources are ASCII', () => {
    const others = [...cpp('core'), ...cpp('wasm'), ...cpp('tests'), ...cpp('bench')].filter(
      ({ text }) =>
        // eslint-disable-next-line no-control-regex -- the range is the rule
        /[^\x00-\x7f]/.test(text),
    );

    expect(others.map(({ path }) => path)).toEqual([]);
  });
});

describe('every file of code', () => {
  const kinds = ['.ts', '.js', '.mjs', '.cpp', '.h', '.css', '.html', '.sh', 'CMakeLists.txt'];
  const files = ['js', 'core', 'wasm', 'scripts', 'demo', 'bench', 'tests'].flatMap((folder) =>
    sourceFiles(folder, ...kinds),
  );

  test('has at most 300 lines', () => {
    const long = files.filter(({ text }) => text.trimEnd().split('\n').length > 300);

    expect(files.length).toBeGreaterThan(100);
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  test('says in its first line what it is', () => {
    // A document's first line is its type.
    const first = /^(?:#!.*\n|<!doctype html>\n)?\s*(?:\/\/|\/\*|#(?!pragma|include)|<!--)\s*\S/i;

    expect(files.filter(({ text }) => !first.test(text)).map(({ path }) => path)).toEqual([]);
  });
});
