import * as z from 'zod';
import { readInstant } from '../../functions/ingest/rules/day.ts';
import { StaffAction } from '../../functions/route/rules/act.ts';
import type { CallResult } from '../../shared/domain/calls.ts';

/** What a row says became of a lead, and by what the lead is known. */
export interface Outcome {
  known: { leadId: string } | { email: string } | { externalId: string };
  actions: StaffAction[];
  /** ISO instant of the call that the row tells of. */
  calledAt?: string;
}

/** Names of columns in exports of CRM systems, to ours. */
const COLUMNS: Readonly<Record<string, string>> = {
  leadid: 'leadId',
  lead: 'leadId',
  email: 'email',
  emailaddress: 'email',
  mail: 'email',
  externalid: 'externalId',
  crmid: 'externalId',
  outcome: 'outcome',
  status: 'outcome',
  stage: 'outcome',
  dealstatus: 'outcome',
  value: 'value',
  amount: 'value',
  volume: 'value',
  orderid: 'orderId',
  order: 'orderId',
  dealid: 'orderId',
  reason: 'reason',
  lostreason: 'reason',
  owner: 'owner',
  ownerid: 'owner',
  result: 'outcome',
  resultcode: 'outcome',
  callresult: 'outcome',
  ergebnis: 'outcome',
  anrufergebnis: 'outcome',
  calledat: 'calledAt',
  called: 'calledAt',
  calldate: 'calledAt',
  angerufenam: 'calledAt',
  angerufen: 'calledAt',
  anrufam: 'calledAt',
  callbackat: 'callBackAt',
  callback: 'callBackAt',
  callbackon: 'callBackAt',
  rckrufam: 'callBackAt',
  rueckrufam: 'callBackAt',
  note: 'note',
  comment: 'note',
  notiz: 'note',
  bemerkung: 'note',
};

/** What CRM systems call an outcome. */
const OUTCOMES: Readonly<Record<string, 'contacted' | 'opportunity' | 'won' | 'lost'>> = {
  contacted: 'contacted',
  'in progress': 'contacted',
  open: 'opportunity',
  opportunity: 'opportunity',
  qualifiedtobuy: 'opportunity',
  won: 'won',
  'closed won': 'won',
  closedwon: 'won',
  gewonnen: 'won',
  lost: 'lost',
  'closed lost': 'lost',
  closedlost: 'lost',
  verloren: 'lost',
};

type Call = CallResult | 'not-interested';

/** Result codes of call centres, in German and English (R35). */
const CALLS: Readonly<Record<string, Call>> = {
  reached: 'reached',
  erreicht: 'reached',
  'not reached': 'not-reached',
  'no answer': 'not-reached',
  busy: 'not-reached',
  voicemail: 'not-reached',
  'nicht erreicht': 'not-reached',
  besetzt: 'not-reached',
  'call back': 'call-back',
  callback: 'call-back',
  rückruf: 'call-back',
  wiedervorlage: 'call-back',
  'not interested': 'not-interested',
  'no interest': 'not-interested',
  'kein interesse': 'not-interested',
  'wrong number': 'wrong-number',
  'falsche nummer': 'wrong-number',
  'do not call': 'refused',
  dnc: 'refused',
  refused: 'refused',
  'nicht anrufen': 'refused',
  'keine anrufe': 'refused',
};

/** Names the columns of a table; what is none of ours is left alone. */
export function columnsOf(header: readonly string[]): (string | undefined)[] {
  return header.map((name) => COLUMNS[name.toLowerCase().replace(/[^a-z]/g, '')]);
}

/**
 * Reads a row of an export of a CRM or a call centre: which lead it is, and what to do with it.
 * @param columns our name of each column, undefined where there is none
 * @param now ISO instant: no call was made after it
 * @returns why not, where the row cannot be understood
 */
export function readOutcome(
  columns: readonly (string | undefined)[],
  cells: readonly string[],
  now: string,
): Outcome | { unreadable: string } {
  const row: Record<string, string> = {};
  for (const [i, name] of columns.entries()) if (name && cells[i]) row[name] = cells[i];
  const known = knownBy(row);
  if (!known) return { unreadable: 'no leadId, email or externalId' };
  const call = CALLS[row.outcome?.toLowerCase().replace(/[-_]/g, ' ') ?? ''];
  if (call) return callOf(row, call, known, now);
  const actions = actionsOf(row);
  return 'unreadable' in actions ? actions : { known, actions: actions.list };
}

/** What a call comes to: who is not interested was reached, and needs nothing. */
function callOf(
  { calledAt, callBackAt, note }: Record<string, string>,
  call: Call,
  known: Outcome['known'],
  now: string,
): Outcome | { unreadable: string } {
  const at = calledAt === undefined ? null : readInstant(calledAt, now);
  if (at === null || at > now) return { unreadable: 'calledAt: when was the call?' };
  const back = callBackAt === undefined ? undefined : readInstant(callBackAt, now);
  if (back === null) return { unreadable: 'callBackAt: no time' };
  const read = StaffAction.safeParse({
    action: 'call-note',
    ...(call === 'not-interested' ? { result: 'reached', facts: { need: 'none' } } : { result: call }),
    ...(back && back > now ? { at: back } : {}),
    ...(note ? { text: note } : {}),
  });
  if (read.success) return { known, actions: [read.data], calledAt: at };
  const [issue] = read.error.issues;
  return { unreadable: `${String(issue?.path.at(-1) ?? 'row')}: ${issue?.message}` };
}

function knownBy({ leadId, email, externalId }: Record<string, string>): Outcome['known'] | null {
  if (leadId) return { leadId };
  if (email) return { email: email.toLowerCase() };
  return externalId ? { externalId } : null;
}

function actionsOf(row: Record<string, string>): { list: StaffAction[] } | { unreadable: string } {
  const { outcome, value, orderId, reason, owner } = row;
  const action = outcome === undefined ? undefined : OUTCOMES[outcome.toLowerCase()];
  if (outcome !== undefined && action === undefined) return { unreadable: `unknown outcome "${outcome}"` };
  const said = {
    contacted: {},
    opportunity: { volume: value },
    won: { value, orderId },
    lost: { reason: reason ?? 'other' },
  };
  const asked = [
    ...(owner ? [{ action: 'assign', owner, reason: reason ?? 'CRM' }] : []),
    ...(action ? [{ action, ...said[action] }] : []),
  ];
  if (asked.length === 0) return { unreadable: 'neither outcome nor owner' };
  const read = z.array(StaffAction).safeParse(asked);
  if (read.success) return { list: read.data };
  const [issue] = read.error.issues;
  return { unreadable: `${String(issue?.path.at(-1) ?? 'row')}: ${issue?.message}` };
}
