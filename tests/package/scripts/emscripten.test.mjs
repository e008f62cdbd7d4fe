// The environment that Emscripten is called in: each rule stands for a build that broke without it.
import { expect, test } from 'vitest';
import {
  emscriptenEnvironment,
  stockEmbindSettings,
} from '../../../scripts/building/emscripten.mjs';

test('programs from node_modules are hidden from emcc', () => {
  const path = '/project/node_modules/.bin:/npm/node_modules/npm/bin/node-gyp-bin:/usr/bin:/bin';

  expect(emscriptenEnvironment({ PATH: path }, undefined, false)['PATH']).toBe('/usr/bin:/bin');
});

test('the folder of emcc comes first', () => {
  const env = emscriptenEnvironment({ PATH: '/usr/local/bin:/usr/bin' }, '/usr/bin', false);

  expect(env['PATH']).toBe('/usr/bin:/usr/local/bin:/usr/bin');
});

test("Debian's modules are added to NODE_PATH where they are", () => {
  expect(emscriptenEnvironment({}, undefined, true)['NODE_PATH']).toBe('/usr/share/nodejs');
  expect(emscriptenEnvironment({ NODE_PATH: '/mine' }, undefined, true)['NODE_PATH']).toBe(
    '/mine:/usr/share/nodejs',
  );
  expect(emscriptenEnvironment({}, undefined, false)).not.toHaveProperty('NODE_PATH');
});

test('the rest of the environment is kept', () => {
  expect(emscriptenEnvironment({ EMSDK: '/sdk' }, undefined, false)['EMSDK']).toBe('/sdk');
});

test('only the pinned Emscripten gets the small embind', () => {
  expect(stockEmbindSettings('3.1.6')).toEqual([]);
  expect(stockEmbindSettings('3.1.69')).toEqual(['-DSSE_STOCK_EMBIND=ON']);
});
