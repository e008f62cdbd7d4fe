// The lists of files for other builds and contexts: a name without a file would silently run
// nothing.
import { expect, test } from 'vitest';
import { inWorker, isAmong, jsFiles, onFallback, onStockEmbind } from '../../support/js-files.mjs';

test.each([...new Set([...inWorker, ...onFallback, ...onStockEmbind])])(
  'js-files: %s has files',
  (name) => {
    expect(jsFiles.some((file) => isAmong(file, [name]))).toBe(true);
  },
);
