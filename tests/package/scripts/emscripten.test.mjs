// The environment of Emscripten. Without each of these rules a build has failed.
import { expect, test } from 'vitest';
import {
  emscriptenEnvironment,
  stockEmbindSettings,
} from '../../../scripts/building/emscripten.mjs';

test('emcc: does not find programs of node_modules', () => {
  const path = '/project/node_modules/.bin:/npm/node_modules/npm/bin/node-gyp-bin:/usr/bin:/bin';

  expect(emscriptenEnvironment({ PATH: path }, undefined, false)['PATH']).toBe('/usr/bin:/bin');
});

test('emcc: its folder comes first in PATH', () => {
  const env = emscriptenEnvironment({ PATH: '/usr/local/bin:/usr/bin' }, '/usr/bin', false);

  expect(env['PATH']).toBe('/usr/bin:/usr/local/bin:/usr/bin');
});

test("emcc: Debian's modules are added to NODE_PATH where they exist", () => {
  expect(emscriptenEnvironment({}, undefined, true)['NODE_PATH']).toBe('/usr/share/nodejs');
  expect(emscriptenEnvironment({ NODE_PATH: '/mine' }, undefined, true)['NODE_PATH']).toBe(
    '/mine:/usr/share/nodejs',
  );
  expect(emscriptenEnvironment({}, undefined, false)).not.toHaveProperty('NODE_PATH');
});

test('emcc: the rest of the environment is kept', () => {
  expect(emscriptenEnvironment({ EMSDK: '/sdk' }, undefined, false)['EMSDK']).toBe('/sdk');
});

test('emcc: only the pinned version gets the small embind', () => {
  expect(stockEmbindSettings('3.1.6')).toEqual([]);
  expect(stockEmbindSettings('3.1.69')).toEqual(['-DSSE_STOCK_EMBIND=ON']);
});
