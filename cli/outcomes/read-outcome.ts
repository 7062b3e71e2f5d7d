import * as z from 'zod';
import { StaffAction } from '../../functions/route/rules/act.ts';

/** What a row says became of a lead, and by what the lead is known. */
export interface Outcome {
  known: { leadId: string } | { email: string } | { externalId: string };
  actions: StaffAction[];
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

/** Names the columns of a table; what is none of ours is left alone. */
export function columnsOf(header: readonly string[]): (string | undefined)[] {
  return header.map((name) => COLUMNS[name.toLowerCase().replace(/[^a-z]/g, '')]);
}

/**
 * Reads a row of a CRM export: which lead it is, and what to do with it.
 * @param columns our name of each column, undefined where there is none
 * @returns why not, where the row cannot be understood
 */
export function readOutcome(
  columns: readonly (string | undefined)[],
  cells: readonly string[],
): Outcome | { unreadable: string } {
  const row: Record<string, string> = {};
  for (const [i, name] of columns.entries()) if (name && cells[i]) row[name] = cells[i];
  const known = knownBy(row);
  if (!known) return { unreadable: 'no leadId, email or externalId' };
  const actions = actionsOf(row);
  return 'unreadable' in actions ? actions : { known, actions: actions.list };
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
