// Engines and pages whose WebAssembly is missing or does not work: the package runs as JavaScript.
import { expect, test } from 'vitest';
import type { Context } from '../support/loading-files.js';
import { startLoadingSite } from '../support/loading-site.js';
import { expectStreams, IMPORTING_CONTEXTS, visitSite, type OpenAnyPage } from './loading.js';

/** `\0asm`, version 1: an empty module. */
const EMPTY_MODULE = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
/** Its sections of types, functions and code: one function, which returns `v128.const 0`. */
const VECTOR_FUNCTION = [
  ...[0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b],
  ...[0x03, 0x02, 0x01, 0x00],
  ...[0x0a, 0x16, 0x01, 0x14, 0x00, 0xfd, 0x0c, ...Array<number>(16).fill(0x00), 0x0b],
];

/** An engine whose settings disable WebAssembly or SIMD. */
export function lackingEngineScenarios(openPage: OpenAnyPage, lack: 'WebAssembly' | 'SIMD'): void {
  test(`loading: the engine has no ${lack}`, async () => {
    const site = await startLoadingSite({ context: 'window, module' });
    const page = await openPage();
    await site.open(page);

    const valid = await page.evaluate(
      (modules) =>
        'WebAssembly' in globalThis &&
        modules.map((bytes) => WebAssembly.validate(Uint8Array.from(bytes))),
      [EMPTY_MODULE, [...EMPTY_MODULE, ...VECTOR_FUNCTION]],
    );

    expect(valid).toEqual(lack === 'SIMD' ? [true, false] : false);
  });

  test.each(IMPORTING_CONTEXTS)('loading in %s: JavaScript', async (context) => {
    const visited = await visitSite(openPage, { context });

    expectStreams(visited, context, 'js');
  });
}

export function strangeWebAssemblyScenarios(openPage: OpenAnyPage): void {
  test.each(IMPORTING_CONTEXTS)(
    'loading in %s: JavaScript where WebAssembly has been deleted',
    async (context) => {
      const before = () => void Reflect.deleteProperty(globalThis, 'WebAssembly');
      const visited = await visitSite(openPage, { context, before });

      expectStreams(visited, context, 'js');
    },
  );

  const context: Context = 'window, module';
  test.each<[string, () => void]>([
    ['null', () => Object.assign(globalThis, { WebAssembly: null })],
    ['an empty object', () => Object.assign(globalThis, { WebAssembly: {} })],
    [
      'a frozen object that throws',
      () => {
        const compile = () => {
          throw new Error('There is nothing to be had here.');
        };
        Object.assign(globalThis, { WebAssembly: Object.freeze({ compile }) });
      },
    ],
    [
      'an object that compiles and does not instantiate',
      () => Object.assign(globalThis, { WebAssembly: { compile: async () => ({}) } }),
    ],
  ])('loading: JavaScript where WebAssembly is %s', async (_case, before) => {
    const visited = await visitSite(openPage, { context, before });

    expectStreams(visited, context, 'js');
  });
}
