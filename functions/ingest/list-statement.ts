/** What is stated about a list, out of texts: a query, the fields of a form, or what a file was dropped with. */
import * as z from 'zod';
import { ListStatement } from '../../shared/domain/list.ts';

/** What is wrong with a statement, each with the field. */
export interface StatementFault {
  field: string;
  code: string;
  message: string;
}

const YES_NO = z.stringbool();
/** Names that need another spelling where only small letters and hyphens are possible. */
const SPELT: Record<string, string> = { 'legal-basis': 'legalBasis', 'dry-run': 'dryRun' };

/** Reads a statement; all that is wrong with it at once. */
export function readStatement(
  said: Readonly<Record<string, string | undefined>>,
): { ok: true; statement: ListStatement } | { ok: false; faults: StatementFault[] } {
  const texts = Object.fromEntries(
    Object.entries(said).flatMap(([name, text]) =>
      text?.trim() ? [[SPELT[name] ?? name, text.trim()]] : [],
    ),
  );
  // A customer asked once, or there would be no contract.
  const ofCustomers = texts.kind === 'customers' ? { requested: 'true', legalBasis: 'contract' } : {};
  const { requested, legalBasis } = { ...ofCustomers, ...texts };
  const parsed = ListStatement.safeParse({
    kind: texts.kind,
    source: texts.source,
    channel: texts.channel,
    campaign: texts.campaign,
    requested: yesNo(requested),
    legalBasis,
    map: pairs(texts.map ?? ''),
    dryRun: yesNo(texts.dryRun),
  });
  if (parsed.success) return { ok: true, statement: parsed.data };
  const faults = parsed.error.issues.map(({ path }): StatementFault => {
    const field = String(path[0]);
    return texts[field] === undefined
      ? { field, code: 'missing', message: `State ${field} of the list: ${MEANINGS[field] ?? ''}` }
      : { field, code: 'unusable', message: `${field}: ${MEANINGS[field] ?? 'cannot be read.'}` };
  });
  return { ok: false, faults };
}

const MEANINGS: Record<string, string> = {
  source: 'where the data come from.',
  requested: 'true if the people in it asked for something, else false.',
  legalBasis: 'consent, contract or legitimate-interest.',
  kind: 'inquiries or customers.',
  channel: 'one of the channels, such as trade_fair or telemarketing.',
};

function yesNo(text: string | undefined): boolean | string | undefined {
  return text === undefined ? undefined : (YES_NO.safeParse(text).data ?? text);
}

/** `column=field,column=field`; the field stands behind the last sign of equality. */
function pairs(text: string): Record<string, string> {
  const map: Record<string, string> = {};
  for (const part of text.split(',')) {
    const at = part.lastIndexOf('=');
    if (at > 0) map[part.slice(0, at).trim()] = part.slice(at + 1).trim();
  }
  return map;
}
