// dist/index.js in processes of its own: engines without WebAssembly, globals that are missing or watched.
import { describe, expect, test, vi } from 'vitest';
import { published, runModule } from './support/child.js';

// A process takes its time to begin on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const REPLACED_FETCH = `async () => new Response('data: a\\n\\n', {
  headers: { 'content-type': 'text/event-stream' },
})`;

/** Imports the package, reads one stream through a replaced fetch, and prints the messages or the error. */
const READ_ONE = `
  const { fetchEventSource } = await import(${JSON.stringify(published)});
  const messages = [];
  await fetchEventSource('http://127.0.0.1/', {
    fetch: ${REPLACED_FETCH},
    onmessage: ({ data }) => messages.push(data),
  }).then(
    () => console.log(messages.join()),
    (error) => console.log([error.name, error.phase, error.retryable, error.message].join(' | ')),
  );
`;

test('a stream is read', async () => {
  expect(await runModule(READ_ONE)).toBe('a');
});

// Node's own fetch wants WebAssembly as well, and tells the process when there is none.
const LET_NODE_COMPLAIN = `process.on('unhandledRejection', () => {});`;

describe('without WebAssembly', () => {
  test.each([
    ['deleted', 'delete globalThis.WebAssembly;', []],
    ['undefined', 'globalThis.WebAssembly = undefined;', []],
    ['switched off with the compiler', '', ['--jitless']],
  ])('%s: importing works, streaming says what is missing', async (_how, prepare, flags) => {
    const output = await runModule(`${LET_NODE_COMPLAIN}${prepare}${READ_ONE}`, ...flags);

    expect(output).toMatch(/^RuntimeUnavailableError \| connect \| false \| /);
    expect(output).toMatch(/Expected WebAssembly to be available .* got: .*\S/);
  });
});

describe('without eval', () => {
  test('a stream is read where code from strings is refused', async () => {
    expect(await runModule(READ_ONE, '--disallow-code-generation-from-strings')).toBe('a');
  });
});

describe('importing', () => {
  test('needs no global but those of the language', async () => {
    const output = await runModule(`
      const language = new Set(${JSON.stringify(['Object', 'Function', 'Array', 'Number', 'Boolean', 'String', 'Symbol', 'Promise', 'RegExp', 'Error', 'TypeError', 'RangeError', 'Math', 'JSON', 'Map', 'Set', 'WeakMap', 'WeakSet', 'Proxy', 'Reflect', 'ArrayBuffer', 'Uint8Array', 'Uint32Array', 'globalThis', 'undefined', 'NaN', 'Infinity', 'parseInt', 'isNaN', 'TextDecoder', 'TextEncoder'])});
      const print = console.log;
      const path = ${JSON.stringify(published)};
      for (const name of Object.getOwnPropertyNames(globalThis)) {
        if (!language.has(name)) {
          delete globalThis[name];
        }
      }
      const names = Object.keys(await import(path));
      print(names.includes('fetchEventSource'), typeof fetch, typeof document);
    `);

    expect(output).toBe('true undefined undefined');
  });

  test('reads and writes no global of the host', async () => {
    const output = await runModule(`
      const touched = [];
      const watched = ['fetch', 'document', 'window', 'self', 'navigator', 'location', 'process'];
      const watchedTimers = ['setTimeout', 'setInterval', 'queueMicrotask', 'WebAssembly'];
      for (const name of [...watched, ...watchedTimers]) {
        const value = globalThis[name];
        Object.defineProperty(globalThis, name, {
          configurable: true,
          get() { touched.push(name + ' at ' + new Error().stack); return value; },
          set() { touched.push('set ' + name); },
        });
      }
      const before = Object.getOwnPropertyNames(globalThis);
      await import(${JSON.stringify(published)});
      const added = Object.getOwnPropertyNames(globalThis).filter((name) => !before.includes(name));
      const ours = touched.filter((place) => place.includes('dist/index.js'));
      console.log(JSON.stringify({ ours, added }));
    `);

    expect(JSON.parse(output)).toEqual({ ours: [], added: [] });
  });

  test('works, and so does streaming, where the globals of the language are frozen', async () => {
    expect(await runModule(READ_ONE, '--frozen-intrinsics', '--no-warnings')).toBe('a');
  });
});

test('a process with a finished stream ends by itself: no timer and no handle is left', async () => {
  const output = await runModule(`
    ${READ_ONE}
    process.on('exit', () => console.log('ended'));
  `);

  expect(output).toBe('a\nended');
});
