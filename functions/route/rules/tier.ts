import type { Lead } from '../../../shared/domain/lead.ts';
import { AGAIN } from '../../../shared/domain/ledger.ts';
import type { PoolsDocument } from '../../../shared/rules/pools.ts';

/** The tier of all leads where the pools document names none. */
const ONLY = 'all';

/**
 * The quality tier in which a lead is counted: the highest band that its score (0–100) reaches, else the lowest band.
 * A lead that somebody declined or let lapse is counted as `again`: the turn stays with the one who was asked first.
 */
export function tierOf({ tiers = [] }: Pick<PoolsDocument, 'tiers'>, lead: Lead): string {
  if (lead.passedOver.length > 0) return AGAIN;
  const bands = [...tiers].sort((a, b) => b.from - a.from);
  const score = lead.score?.scaled ?? 0;
  return (bands.find(({ from }) => from <= score) ?? bands.at(-1))?.id ?? ONLY;
}
