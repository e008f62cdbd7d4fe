// The code of docs/guides/several-servers.md is the code of the demo, which tests/demo/server/ runs.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inRoot } from '../../../scripts/support/paths.mjs';
import { openGuide } from './support/guide.js';

const guide = openGuide('several-servers');

test.each(['answers/redis.js', 'answers/redis-connection.js'])(
  '%s is the file of the demo',
  (file) => {
    const shown = readFileSync(guide.use(file), 'utf8');

    expect(shown).toBe(readFileSync(inRoot('demo', 'server', file), 'utf8'));
  },
);

test('every block is compared', () => {
  expect(guide.unused()).toEqual([]);
});
