// The installed package in processes without WebAssembly, fallback, code from strings, or
// changeable globals.
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { emptyFolder, installed, node } from './support/installed.js';

const MISSING = 'delete globalThis.WebAssembly;';
const UNDEFINED = 'globalThis.WebAssembly = undefined;';
// As under a Content Security Policy.
const REFUSED = `WebAssembly.compile = () => Promise.reject(new WebAssembly.CompileError('refused'));`;
// Node's own fetch needs WebAssembly, too, and emits an error if there is none.
const LET_NODE_COMPLAIN = `process.on('unhandledRejection', () => {});`;

/** Reads one stream through a custom fetch. Returns its messages and its runtime, or the error. */
function readOne(loaded: string, prepare: string, ...flags: string[]): Promise<string> {
  const script = `
    ${LET_NODE_COMPLAIN}
    ${prepare}
    const { fetchEventSource, ready } = ${loaded};
    const messages = [];
    const fetch = async () => new Response('data: a\\n\\ndata: 你好 🎉\\n\\n', {
      headers: { 'content-type': 'text/event-stream' },
    });
    await fetchEventSource('http://127.0.0.1/', {
      fetch,
      onmessage: ({ data }) => messages.push(data),
    }).then(
      async () => console.log(messages.join(), 'by', await ready()),
      (error) => console.log([error.name, error.phase, error.retryable, error.message].join(' | ')),
    );`;
  return node(...flags, '--input-type=module', '--eval', script);
}

describe.each<[string, (folder: string) => string]>([
  [
    'imported',
    (folder) => `await import(${JSON.stringify(pathToFileURL(folder))} + '/dist/index.js')`,
  ],
  [
    'required',
    (folder) =>
      `(await import('node:module')).createRequire('/')(${JSON.stringify(folder)} + '/dist/index.cjs')`,
  ],
])('%s', (_how, from) => {
  test.each([
    ['where code from strings is forbidden', ['--disallow-code-generation-from-strings']],
    ['where the globals of the language are frozen', ['--frozen-intrinsics', '--no-warnings']],
  ])('reads %s', async (_where, flags) => {
    expect(await readOne(from(installed), '', ...flags)).toBe('a,你好 🎉 by wasm');
  });

  test.each([
    ['missing', MISSING, []],
    ['undefined', UNDEFINED, []],
    ['refused', REFUSED, []],
    ['switched off with the compiler', '', ['--jitless']],
  ])('loading: WebAssembly %s: the fallback runs', async (_how, prepare, flags) => {
    expect(await readOne(from(installed), prepare, ...flags)).toBe('a,你好 🎉 by js');
  });

  describe('loading: without fallback.js', () => {
    async function withoutFallback(): Promise<string> {
      const folder = await emptyFolder();
      await cp(installed, folder, { recursive: true });
      await rm(join(folder, 'dist', 'fallback.js'));
      return folder;
    }

    test('reads as usual, because the file is not needed', async () => {
      expect(await readOne(from(await withoutFallback()), '')).toBe('a,你好 🎉 by wasm');
    });

    test.each([
      ['missing', MISSING],
      ['refused', REFUSED],
    ])('with WebAssembly %s, a stream rejects because nothing loads', async (_how, prepare) => {
      const output = await readOne(from(await withoutFallback()), prepare);

      expect(output).toMatch(/^RuntimeUnavailableError \| connect \| false \| /);
      expect(output).toMatch(
        /Expected the parser to load, got: .*; .*fallback\.js.* import post-event-source\/fallback once$/,
      );
    });
  });
});
