/** The report of a list: what became of each row, kept beside the list in parts. */
import { stringify } from 'csv-stringify/sync';
import * as z from 'zod';
import { RowResult } from '../../shared/domain/list.ts';
import type { Objects } from '../../shared/ports/objects.ts';
import { prefixes } from '../../shared/wiring.ts';

/** Parts of one answer: some 5,000 rows, far below the 6 MB that a function may answer. */
const PARTS = 10;
const COLUMNS = ['row', 'outcome', 'reason', 'field', 'column', 'message', 'notes', 'leadId', 'inquiryId'];

/** Where a part of a report lies in the raw bucket. @param part counted from 0 */
export const partKey = (importId: string, part: number): string =>
  `${prefixes.imports}${importId}/rows-${String(part).padStart(6, '0')}.json`;

/** A page of a report. @param from the part that it begins with @param parts how many there are */
export async function readReport(
  objects: Pick<Objects, 'get'>,
  importId: string,
  { from, parts }: { from: number; parts: number },
): Promise<{ rows: RowResult[]; next?: number }> {
  const end = Math.min(from + PARTS, parts);
  const keys = Array.from({ length: Math.max(0, end - from) }, (_, i) => partKey(importId, from + i));
  const found = await Promise.all(keys.map((key) => objects.get(key)));
  const rows = found.flatMap((bytes) =>
    bytes ? z.array(RowResult).parse(JSON.parse(Buffer.from(bytes).toString('utf8'))) : [],
  );
  return { rows, ...(end < parts ? { next: end } : {}) };
}

/** The report as a file that spreadsheets open: no cell is run as a formula. @param head whether it begins with the names */
export function reportCsv(rows: readonly RowResult[], head: boolean): string {
  const cells = rows.map((row) => ({ ...row, notes: row.notes?.join(', ') }));
  return stringify(cells, {
    bom: head,
    header: head,
    columns: COLUMNS,
    delimiter: ';',
    record_delimiter: 'windows',
    escape_formulas: true,
  });
}
