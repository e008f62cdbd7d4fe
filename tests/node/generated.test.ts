// The checked-in files that `npm run generate` writes are up to date, and the policy's inputs are in their order.
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { RETRY } from '../../js/src/connecting/retry-options.js';
import { PolicyInput } from '../../js/src/runtime/generated.js';
import { constantsFile, generatedConstants } from '../../scripts/building/generated-constants.mjs';
import { FIRST_ATTEMPT } from '../js/support/attempt-facts.js';

test('js/src/runtime/generated.ts holds the numbers of the C++ sources', async () => {
  expect(await readFile(constantsFile, 'utf8')).toBe(await generatedConstants());
});

test('retry options and facts are in the order in which the policy reads them', () => {
  const options = Object.keys(RETRY).filter((name) => name !== 'statuses');
  const facts = ['outcome', 'status', ...Object.keys(FIRST_ATTEMPT), 'chosenStatus'];

  expect([...options, 'subscription', ...facts]).toEqual(Object.keys(PolicyInput));
});
