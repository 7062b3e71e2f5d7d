import { JsonRows } from '../../../../shared/http/api/imports.ts';

/**
 * A row, or several, that were sent as JSON, as the list that they are: one column for each name, in the order in which the
 * names come. Rows may lack columns.
 * @returns null for what is neither a flat object nor an array of such
 */
export function listFromJson(body: Buffer): Buffer | null {
  const read = parsed(body);
  if (!read.success) return null;
  const rows = Array.isArray(read.data) ? read.data : [read.data];
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [columns, ...rows.map((row) => columns.map((name) => String(row[name] ?? '')))];
  return Buffer.from(lines.map((cells) => cells.map(quoted).join(',')).join('\r\n'));
}

function parsed(body: Buffer): ReturnType<typeof JsonRows.safeParse> {
  try {
    return JsonRows.safeParse(JSON.parse(body.toString('utf8')));
  } catch {
    return JsonRows.safeParse(undefined);
  }
}

/** As RFC 4180 says, whatever stands in it. */
const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
