/** A cell: words are set to the left, figures to the right, and what does not exist is a dash. */
type Cell = string | number | undefined;

export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => Cell;
  /** Digits after the point, for figures. */
  readonly digits?: number;
}

/** A table for a terminal: titles, a line, one line for each row. */
export function formatTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const grid = rows.map((row) =>
    columns.map((column) => formatCell(column.value(row), column.digits ?? 2)),
  );
  const widths = columns.map((column, index) =>
    Math.max(column.title.length, ...grid.map((cells) => cells[index].length)),
  );
  const rightward = columns.map((column) =>
    rows.every((row) => typeof column.value(row) !== "string"),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) =>
        rightward[index] ? cell.padStart(widths[index]) : cell.padEnd(widths[index]),
      )
      .join("  ")
      .trimEnd();
  return [
    line(columns.map((column) => column.title)),
    widths.map((width) => "─".repeat(width)).join("  "),
    ...grid.map(line),
  ].join("\n");
}

function formatCell(cell: Cell, digits: number): string {
  if (cell === undefined || Number.isNaN(cell)) return "–";
  if (typeof cell === "string") return cell;
  if (cell === Infinity) return "∞";
  return cell.toFixed(digits);
}
