// The files written by `npm run generate` are up to date.
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { notices, noticesFile } from '../../../scripts/release/third-party.mjs';
import {
  constantsFile,
  generatedConstants,
  pageWithPolicyTables,
  policyPage,
} from '../../../scripts/commands/generate.mjs';

test('generate: js/src/runtime/generated.ts has the numbers of the C++ sources', async () => {
  expect(await readFile(constantsFile, 'utf8')).toBe(await generatedConstants());
});

test('generate: docs/reconnecting.md has the tables of tests/native/policy/', async () => {
  expect(await readFile(policyPage, 'utf8')).toBe(await pageWithPolicyTables());
});

test('THIRD-PARTY-NOTICES.txt has the components and licenses of dist/', async () => {
  expect(await readFile(noticesFile, 'utf8')).toBe(await notices());
});
