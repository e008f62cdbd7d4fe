// The file that `npm run generate` writes is up to date.
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import {
  constantsFile,
  generatedConstants,
} from '../../../scripts/building/generated-constants.mjs';

test('js/src/runtime/generated.ts has the numbers of the C++ sources', async () => {
  expect(await readFile(constantsFile, 'utf8')).toBe(await generatedConstants());
});
