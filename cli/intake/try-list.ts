import { parse } from 'csv-parse/sync';
import { nothingRejected } from '../../functions/ingest/rules/findings.ts';
import type { Fields } from '../../functions/ingest/rules/gather-fields.ts';
import { isHarmful } from '../../functions/ingest/rules/plain-values.ts';
import type { ReadingContext } from '../../functions/ingest/rules/reading.ts';
import { understand } from '../../functions/ingest/understand.ts';
import { type Tried, understoodAs, unread } from './tried.ts';

const DELIMITERS = [',', ';', '\t', '|'];

/** How the rows of a list would be understood; delimiter and encoding are found. */
export function tryList(raw: Uint8Array, context: ReadingContext): Tried[] {
  const text = decoded(raw);
  const [firstLine = ''] = text.split(/\r|\n/, 1);
  const delimiter =
    DELIMITERS.toSorted((a, b) => firstLine.split(b).length - firstLine.split(a).length)[0] ?? ',';
  const options = {
    delimiter,
    bom: true,
    relaxColumnCount: true,
    relaxQuotes: true,
    skipEmptyLines: true,
    trim: true,
  };
  const [header = [], ...rows]: string[][] = parse(text, options);
  if (rows.length === 0) return [unread('quarantined', 'no-rows')];
  return rows.map((row, i) => {
    const fields: Fields = {};
    for (const [at, name] of header.entries())
      if (name !== '' && !isHarmful(name) && row[at]) fields[name] = row[at];
    const said = understand(fields, { ...context, channel: 'import', source: 'list' });
    return { item: i + 1, ...understoodAs({ ...said, findings: nothingRejected(said.findings) }) };
  });
}

/** UTF-8 where it is valid, else Windows-1252; UTF-16 by its mark. */
function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
