// Which folders may import, include and name what: the layers of docs/design.md.
import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sourceFiles, withoutComments, type SourceFile } from '../../support/source-files.js';

const typescript = sourceFiles('js/src', '.ts').map(({ path, text }) => ({
  path: path.slice('js/src/'.length),
  text,
  code: withoutComments(text),
}));
const cpp = (folder: string): SourceFile[] => sourceFiles(folder, '.h', '.cpp');

/** From the lowest to the highest: a file imports from its own layer and from lower layers. */
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
/** The files whose code, without comments, has a match. */
const filesWith = (pattern: RegExp): string[] =>
  typescript.filter(({ code }) => pattern.test(code)).map(({ path }) => path);

describe('layers of js/src', () => {
  test('the rules below cover every folder', () => {
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

  test('imports go from chat down to runtime', () => {
    const upward = imports.filter(({ from, to }) => {
      const [lower, upper] = [LAYERS.indexOf(folderOf(from)), LAYERS.indexOf(folderOf(to))];
      return lower >= 0 && upper > lower;
    });

    expect(upward.map(show)).toEqual([]);
  });

  test('types.ts and errors.ts are below every layer, the entries above', () => {
    const entries = ['index.ts', 'chat/index.ts', 'fallback.ts'];
    const ground = imports.filter(({ from }) => folderOf(from) === '' && !entries.includes(from));

    expect(ground.map(show)).toEqual(['error-guards.ts -> errors.ts']);
    expect(entries.flatMap(importersOf)).toEqual([]);
  });

  test('API shapes do not import each other', () => {
    /** A file, or a folder of files, that implements one API. */
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

  test('index.ts has only exports', () => {
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

  test('only parsing/event-table.ts and connecting/retry-policy.ts read linear memory', () => {
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

  test('only platform/environment.ts reads a clock, sets a timer or draws random numbers; one file of chat/ sets a timer', () => {
    const names =
      /\b(?:set(?:Timeout|Interval|Immediate)|performance|Date\.now|new Date|Math\.random)\b/;

    expect(filesWith(names).sort()).toEqual(['chat/batch-frame.ts', 'platform/environment.ts']);
  });

  test('only two files of platform/ use globals of a page or a worker, and no file uses those of Node', () => {
    const names =
      /(?<![.\w'])(?:document|location|navigator|self|window|process|Buffer|require)\b(?!['?:])/;

    expect(filesWith(names)).toEqual(['platform/base-url.ts', 'platform/page-lifecycle.ts']);
    expect(imports.filter(({ to }) => to.startsWith('node:')).map(show)).toEqual([]);
  });

  test('no code is made from strings', () => {
    expect(filesWith(/\beval\s*\(|\bnew Function\b/)).toEqual([]);
  });

  test('there is no default export and no output to the console', () => {
    expect(filesWith(/\bexport default\b/)).toEqual([]);
    expect(filesWith(/\bconsole\b/)).toEqual([]);
  });
});

describe('layers of core/ and wasm/', () => {
  const includes = cpp('core').flatMap(({ path, text }) =>
    Array.from(text.matchAll(/^\s*#\s*include\s*[<"]([^>"]+)[>"]/gm), ([, header = '']) => ({
      path,
      header,
    })),
  );

  test('core/ includes its own headers and standard headers without I/O, threads or clocks', () => {
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

  test('core/ does not use Emscripten', () => {
    const knowing = cpp('core').filter(({ text }) =>
      /emscripten|EMSCRIPTEN|embind/.test(withoutComments(text)),
    );

    expect(knowing.map(({ path }) => path)).toEqual([]);
  });

  test('wasm/ includes Emscripten', () => {
    expect(cpp('wasm').some(({ text }) => text.includes('#include <emscripten/'))).toBe(true);
  });

  test('core/ does not throw, print or abort', () => {
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

describe('source files', () => {
  const kinds = ['.ts', '.js', '.mjs', '.cpp', '.h', '.css', '.html', '.sh', 'CMakeLists.txt'];
  const files = ['js', 'core', 'wasm', 'scripts', 'demo', 'bench', 'tests'].flatMap((folder) =>
    sourceFiles(folder, ...kinds),
  );

  test('have at most 300 lines', () => {
    const long = files.filter(({ text }) => text.trimEnd().split('\n').length > 300);

    expect(files.length).toBeGreaterThan(100);
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  test('say in the first line what they are', () => {
    // The first line of an HTML document is its type.
    const first = /^(?:#!.*\n|<!doctype html>\n)?\s*(?:\/\/|\/\*|#(?!pragma|include)|<!--)\s*\S/i;

    expect(files.filter(({ text }) => !first.test(text)).map(({ path }) => path)).toEqual([]);
  });
});
