import type { Inquiry } from '../../shared/domain/inquiry.ts';
import type { ListColumn, ListImport, RowResult } from '../../shared/domain/list.ts';
import type { ActiveDocument, ActiveRules } from '../../shared/ports/active-rules.ts';
import type { Now } from '../../shared/ports/clock.ts';
import type { Identity, LeadStore } from '../../shared/ports/lead-store.ts';
import type { IntakeDocument } from '../../shared/rules/intake.ts';
import type { InTurn } from './in-turn.ts';
import { nameOf, sureKeys } from './rules/sure-keys.ts';
import { doubtOn, takeInquiry } from './take-inquiry.ts';
import type { Understood } from './understand.ts';
import { inquiryIdOf, understandRow } from './understand-row.ts';

export interface RowPorts {
  store: LeadStore;
  rules: ActiveRules;
  now: Now;
}

/** One row of a list, before it is understood. */
export interface RowToTake {
  list: Pick<ListImport, 'id' | 'statement' | 'by' | 'correlationId'>;
  columns: readonly ListColumn[];
  intake: ActiveDocument<IntakeDocument>;
  /** As a spreadsheet counts. */
  row: number;
  cells: readonly string[];
  refused: 'quote-open' | 'row-too-long' | undefined;
}

/** A row that was understood. */
export interface RowRead {
  inquiryId: string;
  now: string;
  said: Understood;
}

const REFUSALS = {
  'quote-open': 'A quote is opened in this row and never closed.',
  'row-too-long': 'The row is longer than 32 KB.',
};

/** Understands a row. Nothing is stored. */
export function readRow(
  { now }: Pick<RowPorts, 'now'>,
  { cells, columns, list, intake }: RowToTake,
): RowRead {
  const context = { intake: intake.document, now: now(), language: 'de' as const };
  return {
    inquiryId: inquiryIdOf(cells, columns, list.statement),
    now: context.now,
    said: understandRow(cells, columns, list.statement, context),
  };
}

/** What is reported of a row that cannot even be read. */
export function refusedRow({ row, refused }: RowToTake): RowResult | null {
  return refused ? { row, outcome: 'refused', reason: refused, message: REFUSALS[refused] } : null;
}

/** What is reported of a row: what became of it, and what is wrong with it. */
export function resultOf(
  { row, columns }: Pick<RowToTake, 'row' | 'columns'>,
  findings: Inquiry['findings'],
  became: Pick<RowResult, 'outcome' | 'leadId' | 'inquiryId'>,
): RowResult {
  const doubt = became.outcome === 'quarantined' ? doubtOn(findings, null) : undefined;
  const notes = findings.filter((each) => each !== doubt).map(({ field, code }) => `${field}: ${code}`);
  const column = doubt && columns.find(({ means }) => means === doubt.field)?.name;
  return {
    row,
    ...became,
    ...(doubt ? { reason: doubt.code, field: doubt.field, message: doubt.message } : {}),
    ...(column ? { column } : {}),
    ...(notes.length > 0 ? { notes } : {}),
  };
}

/**
 * Takes a row in; the same row again, out of whichever file, changes nothing.
 * @param turn rows of the list that are the same or of the same person go one after the other
 * @throws Fault where it could not be stored
 */
export async function takeRow(ports: RowPorts, task: RowToTake, turn: InTurn): Promise<RowResult> {
  const unreadable = refusedRow(task);
  if (unreadable) return unreadable;
  const read = readRow(ports, task);
  const { said, inquiryId } = read;
  const identities = sureKeys({ ...said, vouched: true }, said.email, task.intake.document);
  return turn([inquiryId, ...identities.map(nameOf)], () => takeRead(ports, task, { ...read, identities }));
}

async function takeRead(
  ports: RowPorts,
  task: RowToTake,
  { inquiryId, now, said, identities }: RowRead & { identities: readonly Identity[] },
): Promise<RowResult> {
  const { list, intake, row } = task;
  const { organisation, email, redirect: _, ...known } = said;
  const { requested, legalBasis } = list.statement;
  const taken = await takeInquiry(
    ports,
    {
      inquiry: {
        ...known,
        id: inquiryId,
        receivedAt: now,
        ...(email ? { from: email.address } : {}),
        list: { importId: list.id, row, requested, legalBasis },
        attachments: [],
        raw: { in: 'item', contentType: 'application/json', body: JSON.stringify(rawOf(task)) },
      },
      organisation,
      identities,
      vouched: true,
      rulesHash: intake.hash,
    },
    { now, by: list.by, correlationId: list.correlationId },
  );
  if (taken.outcome === 'duplicate' || taken.outcome === 'remembered')
    return takenBefore(ports, task, inquiryId);
  const outcome = outcomeOf(taken.outcome);
  return resultOf(task, said.findings, { ...taken, outcome });
}

/** The cells as they came, by the names of their columns. */
function rawOf({ cells, columns }: RowToTake): [string, string][] {
  return cells.map((cell, i): [string, string] => [columns[i]?.name ?? '', cell]);
}

/** A row that is there already: out of another file or place, or of this one before a crash. */
async function takenBefore({ store }: RowPorts, task: RowToTake, inquiryId: string): Promise<RowResult> {
  const kept = await store.loadInquiry(inquiryId);
  const leadId = kept?.leadId ? { leadId: kept.leadId } : {};
  const again = kept?.list?.importId === task.list.id && kept.list.row === task.row;
  const outcome = again && kept ? outcomeOf(kept.outcome) : 'duplicate';
  return resultOf(task, again && kept ? kept.findings : [], { outcome, inquiryId, ...leadId });
}

function outcomeOf(outcome: Inquiry['outcome']): RowResult['outcome'] {
  return outcome === 'created' || outcome === 'merged' ? outcome : 'quarantined';
}
