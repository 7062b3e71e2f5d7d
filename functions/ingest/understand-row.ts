/** What one row of a list means: an inquiry like one of a form, except that nobody waits to be told what is wrong. */
import { createHash } from 'node:crypto';
import type { Finding } from '../../shared/domain/facts.ts';
import type { ListColumn, ListStatement } from '../../shared/domain/list.ts';
import { fieldOf } from './rules/field-names.ts';
import { nothingRejected } from './rules/findings.ts';
import type { Fields } from './rules/gather-fields.ts';
import { fieldsOf } from './rules/list/columns.ts';
import { corrected, type ReadingContext } from './rules/reading.ts';
import { type Understood, understand } from './understand.ts';

/** What holds for all rows of a list. */
export type ListOrigin = Pick<ListStatement, 'source' | 'channel' | 'campaign'>;

/** Reads a row. Pure: the same cells at the same time give the same result. */
export function understandRow(
  cells: readonly string[],
  columns: readonly ListColumn[],
  { source, channel, campaign }: ListOrigin,
  context: ReadingContext,
): Understood {
  const fields = fieldsOf(cells, columns);
  const { redirect: _, ...said } = understand(withCampaign(fields, campaign), {
    ...context,
    channel,
    source,
  });
  // Where the data come from is what was stated about the list; what a column says besides is kept.
  const extra = said.source === source ? said.extra : { ...said.extra, source: said.source };
  const known = new Set(said.findings.filter(({ code }) => code === 'corrected').map(({ field }) => field));
  const trimmed = brokenAround(cells, columns, context).filter(({ field }) => !known.has(field));
  return { ...said, source, extra, findings: nothingRejected([...said.findings, ...trimmed]) };
}

/** Cells with line breaks before or behind their value, as they are when a row was typed or pasted in a hurry. */
function brokenAround(
  cells: readonly string[],
  columns: readonly ListColumn[],
  context: ReadingContext,
): Finding[] {
  return cells.flatMap((cell, i) => {
    const { means, key } = columns[i] ?? { means: null, key: `column ${i + 1}` };
    const text = cell.trim();
    return text === cell || text === '' || means === 'message'
      ? []
      : [corrected(means ?? key, cell, text, context)];
  });
}

function withCampaign(fields: Fields, campaign: string | undefined): Fields {
  if (!campaign || Object.keys(fields).some((name) => fieldOf(name) === 'campaign')) return fields;
  return { ...fields, campaign };
}

/** The id of the inquiry that a row is: the same row of the same origin is the same inquiry, whichever file it comes in. */
export function inquiryIdOf(
  cells: readonly string[],
  columns: readonly ListColumn[],
  { source, channel, campaign, requested, legalBasis }: ListStatement,
): string {
  const whole = JSON.stringify([
    [source, channel, campaign ?? null, requested, legalBasis],
    Object.entries(fieldsOf(cells, columns)),
  ]);
  return `inq_${createHash('sha256').update(whole).digest('hex').slice(0, 24)}`;
}
