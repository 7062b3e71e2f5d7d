/** Something that the person at the keyboard can do something about; told in its own words, without a stack. */
export class CliFailure extends Error {}

/** Prints rows for people as a table, for machines (`--json`) as one JSON value a line. */
export function printRows(rows: readonly Record<string, unknown>[], asJson: boolean): void {
  if (asJson) {
    for (const row of rows) console.log(JSON.stringify(row));
    return;
  }
  if (rows.length === 0) return;
  const names = Object.keys(rows[0] ?? {});
  const cells = rows.map((row) => names.map((name) => text(row[name])));
  const widths = names.map((name, i) => Math.max(name.length, ...cells.map((line) => line[i]?.length ?? 0)));
  const line = (values: readonly string[]) =>
    values
      .map((value, i) => value.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  console.log([line(names), ...cells.map(line)].join('\n'));
}

function text(value: unknown): string {
  if (value === null || value === undefined) return '–';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
