// Reads the table of a guide, for tests that have a case for each row.
import { readFileSync } from 'node:fs';
import { inRoot } from '../../../../scripts/support/paths.mjs';

/** Returns the first cells of all rows of a guide's only table, as text. */
export function rowsOf(guide: string): string[] {
  const lines = readFileSync(inRoot('docs', 'guides', `${guide}.md`), 'utf8').split('\n');
  const [, , ...rows] = lines.filter((line) => line.startsWith('|'));
  return rows.map((row) => (row.split('|')[1] ?? '').replaceAll('`', '').trim());
}
