import { withAbsences } from '../../../functions/route/rules/absences.ts';
import { decideTurn } from '../../../functions/route/rules/decide-turn.ts';
import type { Bound } from '../../../functions/route/rules/route-of.ts';
import type { Absence } from '../../../shared/domain/absence.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import type { Ledger } from '../../../shared/domain/ledger.ts';
import type { SimulatedRules } from './simulate-lead.ts';

/** A lead that is ready for an owner; no more of it is kept than the turn asks. */
export interface ReadyLead {
  id: string;
  at: string;
  pool: string;
  /** Whose it is without a turn. */
  bound?: Bound | undefined;
  scaled: number;
  language?: string | undefined;
}

/**
 * Shares leads out one after the other, with the calendars, absences and standings of their time.
 * @param ready in any order
 * @param like any lead: what the turn does not ask is taken from it
 * @returns lead id → owner id; `nobody` where the lead had to wait
 */
export function shareOut(
  ready: readonly ReadyLead[],
  rules: SimulatedRules,
  { like, entered }: { like: Lead; entered: Readonly<Record<string, readonly Absence[]>> },
): Map<string, string> {
  const { document: pools } = rules.pools;
  const agents = withAbsences(rules.agents.document, entered);
  const ledgers = new Map<string, Ledger>();
  const owners = new Map<string, string>();
  for (const one of ready.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1))) {
    const pool = pools.pools.find(({ id }) => id === one.pool);
    const ledger = ledgers.get(one.pool) ?? { pool: one.pool, version: 0, members: {} };
    if (!pool) continue;
    const route = { pool: one.pool, rule: '', because: '', rulesHash: rules.routing.hash, bound: one.bound };
    const decided = decideTurn({
      pools,
      pool,
      agents,
      calendars: rules.calendars.document,
      lead: leadOf(one, like),
      ledger,
      route,
      now: one.at,
      gone: new Set(),
    });
    const [draft] = decided.drafts;
    owners.set(one.id, draft?.type === 'LeadAssigned' ? draft.data.owner.id : 'nobody');
    // Who had to wait is not simulated further: the line stays empty.
    if (decided.ledger) ledgers.set(one.pool, { ...decided.ledger, waiting: [] });
  }
  return owners;
}

function leadOf({ id, scaled, language }: ReadyLead, like: Lead): Lead {
  const { score } = like;
  return {
    ...like,
    id,
    state: 'qualified',
    facts: language === undefined ? {} : { language },
    score: score && { ...score, scaled },
    assignment: null,
    passedOver: [],
    clocks: [],
  };
}
