// Tables of a Markdown page as a test reads its data from them: each row with its line and its cells by column.

export interface TableRow {
  /** `docs/page.md:12`, for the report of a failure. */
  readonly place: string;
  /** The text of a column's cell, without backquotes. Throws for a column that the table has not. */
  cell(column: string): string;
  /** `''` where the table has no such column, too. */
  cellIfAny(column: string): string;
}

/** The rows of all tables that have a column of this name. */
export function tableRows(path: string, page: string, column: string): TableRow[] {
  const rows: TableRow[] = [];
  let columns: string[] | undefined;
  for (const [index, line] of page.split('\n').entries()) {
    const cells = line.startsWith('|') ? cellsOf(line) : undefined;
    if (cells === undefined || columns === undefined) {
      columns = cells;
    } else if (columns.includes(column) && !cells.every((cell) => /^-+$/.test(cell))) {
      rows.push(rowOf(`${path}:${index + 1}`, columns, cells));
    }
  }
  return rows;
}

/** The parts of a cell between commas. */
export function listOf(cell: string): string[] {
  return cell === '' ? [] : cell.split(', ');
}

function cellsOf(line: string): string[] {
  return line
    .slice(1, line.lastIndexOf('|'))
    .split('|')
    .map((cell) => cell.replaceAll('`', '').trim());
}

function rowOf(place: string, columns: readonly string[], cells: readonly string[]): TableRow {
  const cellIfAny = (column: string): string => cells[columns.indexOf(column)] ?? '';
  return {
    place,
    cellIfAny,
    cell: (column) => {
      if (!columns.includes(column)) {
        throw new Error(`${place}: expected a column ${column}`);
      }
      return cellIfAny(column);
    },
  };
}
