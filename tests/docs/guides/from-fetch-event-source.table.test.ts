// docs/guides/from-fetch-event-source.md, the table: each row, before and after.
import { describe, expect, test } from 'vitest';
import { attempts } from './support/fetch-event-source/attempts.js';
import { handlers } from './support/fetch-event-source/handlers.js';
import { rowsOf } from './support/table.js';

const differences = { ...attempts, ...handlers };

test('each row of the table has a test', () => {
  expect(rowsOf('from-fetch-event-source').sort()).toEqual(Object.keys(differences).sort());
});

describe.each(Object.entries(differences))('%s', (_row, { before, after }) => {
  test('before', before);
  test('after', after);
});
