// tests/native/policy/*.csv -> the tables of docs/reconnecting.md, between comments that name their files.
import { readFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { inRoot } from '../support/paths.mjs';

export const policyPage = inRoot('docs', 'reconnecting.md');

const GENERATED =
  /(<!-- generated from (tests\/native\/policy\/[a-z]+\.csv) -->\n)[^]*?(<!-- end -->)/g;

/** Columns of words that the code uses. */
const CODE_COLUMNS = ['outcome', 'reason'];

/** @returns {Promise<string>} the text of `policyPage` with tables made of the data as it is now */
export async function pageWithPolicyTables() {
  const page = await readFile(policyPage, 'utf8');
  /** @type {Map<string, string>} */
  const tables = new Map();
  for (const [, , path = ''] of page.matchAll(GENERATED)) {
    tables.set(path, tableOf(await readFile(inRoot(path), 'utf8')));
  }
  const text = page.replace(
    GENERATED,
    (_, begin, path, end) => `${begin}\n${tables.get(path)}\n${end}`,
  );
  return format(text, { ...(await resolveConfig(policyPage)), filepath: policyPage });
}

/** @param {string} page */
export const withoutPolicyTables = (page) => page.replace(GENERATED, '');

/** @param {string} csv */
function tableOf(csv) {
  const [heading = [], ...rows] = csv
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  /** @type {(cells: readonly string[]) => string} */
  const row = (cells) => `| ${cells.join(' | ')} |\n`;
  /** @type {(cell: string, index: number) => string} */
  const shown = (cell, index) =>
    cell
      .split('; ')
      .map((part) =>
        CODE_COLUMNS.includes(heading[index] ?? '') && !['', 'any'].includes(part)
          ? `\`${part}\``
          : part,
      )
      .join(', ');
  return (
    row(heading) +
    row(heading.map(() => '---')) +
    rows.map((cells) => row(cells.map(shown))).join('')
  );
}
