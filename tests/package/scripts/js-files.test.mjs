// The lists of files for other builds and contexts: a name without a file would run nothing, without an error.
import { expect, test } from 'vitest';
import { inWorker, isAmong, jsFiles, onFallback, onStockEmbind } from '../../support/js-files.mjs';

test.each([...new Set([...inWorker, ...onFallback, ...onStockEmbind])])('%s has files', (name) => {
  expect(jsFiles.some((file) => isAmong(file, [name]))).toBe(true);
});
