// What is shown of apt-get's own words.
import { expect, test } from 'vitest';
import { complaints } from '../../../scripts/setup/apt.mjs';

test('of an update only the complaints are shown', () => {
  const output = [
    'Hit:1 http://deb.example bookworm InRelease',
    'Err:2 http://other.example bookworm InRelease',
    '  Could not connect to 127.0.0.1:9',
    'Reading package lists...',
    'W: Failed to fetch http://other.example/InRelease',
    '',
  ].join('\n');

  expect(complaints(output)).toBe(
    'Err:2 http://other.example bookworm InRelease\nW: Failed to fetch http://other.example/InRelease\n',
  );
});
