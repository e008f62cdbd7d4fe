// The tables of a guide, for tests that hold each of their rows.
import { readFileSync } from 'node:fs';
import { inRoot } from '../../../../scripts/support/paths.mjs';

/** The first cells of all rows in a guide's only table, as text. */
export function rowsOf(guide: string): string[] {
  const lines = readFileSync(inRoot('docs', 'guides', `${guide}.md`), 'utf8').split('\n');
  const [, , ...rows] = lines.filter((line) => line.startsWith('|'));
  return rows.map((row) => (row.split('|')[1] ?? '').replaceAll('`', '').trim());
}
