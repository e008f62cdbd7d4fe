// The lists of files for other builds and contexts: a name without a file would run nothing, without an error.
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inRoot } from '../../../scripts/support/paths.mjs';
import { inWorker, isAmong, onFallback, onStockEmbind } from '../../support/js-files.mjs';

const files = readdirSync(inRoot('tests', 'js')).map((name) => `tests/js/${name}`);

test.each([...new Set([...inWorker, ...onFallback, ...onStockEmbind])])('%s has files', (name) => {
  expect(files.some((file) => isAmong(file, [name]))).toBe(true);
});
