import type { Lead } from '../../shared/domain/lead.ts';
import type { Ledger } from '../../shared/domain/ledger.ts';
import type { Absences } from '../../shared/ports/absences.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import type { Pool } from '../../shared/rules/pools.ts';
import { withAbsences } from './rules/absences.ts';
import { type Backlog, backlogOf } from './rules/capacity.ts';

/** Leads that are read at the same time. */
const SIDE_BY_SIDE = 25;

/**
 * How a pool stands against the leads that wait for it now; null where none does.
 * @param now ISO instant
 */
export async function poolBacklog(
  { store, rules, absences }: { store: LeadStore; rules: ActiveRules; absences: Absences },
  pool: Pool,
  now: string,
): Promise<Backlog | null> {
  const ledger = await store.loadLedger(pool.id);
  const waiting = await stillWaiting(store, ledger);
  if (waiting.length === 0) return null;
  const [agents, calendars, entered] = await Promise.all([
    rules.get('agents'),
    rules.get('calendars'),
    absences.all(),
  ]);
  const circumstances = {
    pool,
    agents: withAbsences(agents.document, entered),
    calendars: calendars.document,
    ledger,
  };
  return backlogOf(circumstances, waiting, now);
}

/** The leads of the line that did not leave it by another way, in its order. */
async function stillWaiting(store: LeadStore, ledger: Ledger | null): Promise<Lead[]> {
  const line = ledger?.waiting ?? [];
  const found: Lead[] = [];
  for (let from = 0; from < line.length; from += SIDE_BY_SIDE) {
    const some = line.slice(from, from + SIDE_BY_SIDE);
    const leads = await Promise.all(some.map(({ leadId }) => store.load(leadId)));
    for (const lead of leads) if (lead?.state === 'qualified' && lead.pool === ledger?.pool) found.push(lead);
  }
  return found;
}
