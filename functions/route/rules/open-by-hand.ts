/** A lead that is given by hand costs nobody a turn, but is one more that its owner works on. Pure. */
import type { Draft, TurnGiven } from '../../../shared/domain/events.ts';
import type { Ledger } from '../../../shared/domain/ledger.ts';
import type { Pool, PoolsDocument } from '../../../shared/rules/pools.ts';
import { countOpen } from './availability.ts';

/** The events of a lead that is given by hand, and the ledger that is written with them. */
export interface Entered {
  drafts: Draft[];
  ledger: Ledger;
}

/** The new owner of a lead and the pool in which it gets it; null where the number of their open leads is not limited. */
export function limitedOwner(
  drafts: readonly Draft[],
  { pools }: PoolsDocument,
): { pool: Pool; agent: string } | null {
  const given = drafts.find((draft) => draft.type === 'LeadAssigned')?.data;
  const pool = pools.find(({ id }) => id === given?.pool);
  const member = pool?.members.find(({ agent }) => agent === given?.owner.id);
  return pool && member?.open !== undefined ? { pool, agent: member.agent } : null;
}

/**
 * Enters the lead among the open ones of its owner, and notes in its event which ledger that was.
 * @param open the lists in the ledger that were looked up
 */
export function enter(
  drafts: readonly Draft[],
  {
    leadId,
    agent,
    ledger,
    open,
  }: { leadId: string; agent: string; ledger: Ledger; open: NonNullable<TurnGiven['open']> },
): Entered {
  const entered = { ledger: ledger.version, ...(Object.keys(open).length > 0 ? { open } : {}) };
  return {
    ledger: countOpen(ledger, agent, leadId),
    drafts: drafts.map((draft) =>
      draft.type === 'LeadAssigned' ? { ...draft, data: { ...draft.data, entered } } : draft,
    ),
  };
}
