import { readColumns } from '../../functions/ingest/rules/list/columns.ts';
import { findFormat } from '../../functions/ingest/rules/list/find-format.ts';
import { splitRows } from '../../functions/ingest/rules/list/split-rows.ts';
import { withoutUtf16 } from '../../functions/ingest/rules/list/utf-16.ts';
import type { ReadingContext } from '../../functions/ingest/rules/reading.ts';
import { understandRow } from '../../functions/ingest/understand-row.ts';
import { type Tried, understoodAs, unread } from './tried.ts';

/** How the rows of a list would be understood; delimiter and encoding are found. */
export function tryList(raw: Uint8Array, context: ReadingContext): Tried[] {
  const bytes = withoutUtf16(Buffer.from(raw));
  const head = findFormat(bytes, true);
  if ('refused' in head) return [unread('quarantined', 'no-rows')];
  const { columns } = readColumns(head.header, {});
  const { rows } = splitRows(bytes.subarray(head.length), head.format, true);
  const told = rows.filter(({ cells, refused }) => refused || cells.some((cell) => cell !== ''));
  if (told.length === 0) return [unread('quarantined', 'no-rows')];
  return told.map(({ cells, refused }, i) => {
    if (refused) return { item: i + 1, ...unread('quarantined', refused) };
    const said = understandRow(cells, columns, { source: 'list', channel: 'import' }, context);
    return { item: i + 1, ...understoodAs(said) };
  });
}
