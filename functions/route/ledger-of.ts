import type { Lead } from '../../shared/domain/lead.ts';
import type { Ledger } from '../../shared/domain/ledger.ts';
import { WITH_SALES } from '../../shared/domain/lifecycle.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import type { Member, Pool } from '../../shared/rules/pools.ts';

/** Leads of one answer of the index. */
const PAGE = 100;

/** The ledger of a pool as a turn may rely on it, and the lists of open leads in it that were looked up. */
export interface Consulted {
  ledger: Ledger;
  open: Record<string, string[]>;
}

/**
 * The ledger of a pool, with what members work on put right where it decides. A lead is entered with its assignment, so
 * that nobody gets too many, and taken out only here: when the member seems to have as many as agreed, each of them is
 * looked at. A member for whom the limit is new gets the list from the index of owners.
 */
export async function ledgerOf(
  store: LeadStore,
  pool: Pool,
  ...freshness: ['moment-old'] | []
): Promise<Consulted> {
  const lookedUp: Consulted['open'] = {};
  let ledger = (await store.loadLedger(pool.id, ...freshness)) ?? { pool: pool.id, version: 0, members: {} };
  for (const member of pool.members) {
    const known = ledger.members[member.agent]?.open;
    if (member.open === undefined || (known && known.length < member.open)) continue;
    const open = known ? await stillOpen(store, member, known) : await openOf(store, member, pool);
    const counted = ledger.members[member.agent] ?? { got: 0, standing: 0 };
    ledger = { ...ledger, members: { ...ledger.members, [member.agent]: { ...counted, open } } };
    lookedUp[member.agent] = open;
  }
  return { ledger, open: lookedUp };
}

const isOpen = ({ owner, state }: Lead, { agent }: Member): boolean =>
  owner?.id === agent && WITH_SALES.includes(state);

async function stillOpen(store: LeadStore, member: Member, leadIds: readonly string[]): Promise<string[]> {
  const leads = await Promise.all(leadIds.map((leadId) => store.load(leadId)));
  return leadIds.filter((_, i) => {
    const lead = leads[i];
    return lead ? isOpen(lead, member) : false;
  });
}

async function openOf(store: LeadStore, member: Member, { id: pool }: Pool): Promise<string[]> {
  const open: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.list({ owner: member.agent, limit: PAGE, ...(cursor ? { cursor } : {}) });
    open.push(...page.items.filter((lead) => lead.pool === pool && isOpen(lead, member)).map(({ id }) => id));
    cursor = page.cursor;
  } while (cursor);
  return open;
}
