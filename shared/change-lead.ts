import { type Draft, type LeadEvent, seqOf } from './domain/events.ts';
import type { Origin } from './domain/evolve.ts';
import { Fault } from './domain/faults.ts';
import type { Lead } from './domain/lead.ts';
import type { ActiveRules } from './ports/active-rules.ts';
import type { LeadChange, LeadStore } from './ports/lead-store.ts';
import { type ClockRules, clockRules, recordWatched } from './rules/watch.ts';

/** Tries before a lead that others keep changing is given back to the queue. */
const TRIES = 8;

/** Why something that was asked for is not done: a code and a sentence. */
export interface Refusal {
  refused: string;
  because: string;
}

/** What is answered about a lead of which nothing personal is left. */
export const ERASED: Refusal = { refused: 'lead-erased', because: 'The data of this person were erased.' };

export type ChangeOutcome =
  | { outcome: 'changed'; lead: Lead; events: LeadEvent[] }
  | { outcome: 'unchanged'; lead: Lead }
  | { outcome: 'refused'; refusal: Refusal; lead: Lead }
  | { outcome: 'missing' };

/** What may be written in the same step as the lead. */
export type Alongside = Pick<LeadChange, 'ledger' | 'inquiry'>;

/** Decides on a lead as it stands: events to record, none to leave it, or a refusal. It is asked again after a conflict. */
export type Decide = (lead: Lead, rules: ClockRules) => Draft[] | Refusal | Promise<Draft[] | Refusal>;

/**
 * Changes one lead: loads it, lets `decide` propose events, starts and stops its clocks, writes all in one step, and does
 * it again where somebody else was quicker.
 * @param extra written with the lead; a function is asked after each decision
 * @param origin where it names a rule set, clocks must start by that one too, so that the events can name one for both
 * @throws Fault `contended` (retryable) after 8 conflicts, `rules-changed` (retryable) between decision and clocks
 */
export async function changeLead(
  { store, rules }: { store: LeadStore; rules: ActiveRules },
  leadId: string,
  origin: Origin,
  decide: Decide,
  extra: Alongside | (() => Alongside) = {},
): Promise<ChangeOutcome> {
  const watch = await clockRules(rules);
  if (origin.set && watch.deadlines.set !== origin.set)
    throw new Fault('rules-changed', { retryable: true, detail: leadId });
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const before = await store.load(leadId, attempt === 1 ? causeOf(leadId, origin) : undefined);
    if (!before) return { outcome: 'missing' };
    if (before.state === 'erased') return { outcome: 'refused', refusal: ERASED, lead: before };
    const decision = await decide(before, watch);
    if ('refused' in decision) return { outcome: 'refused', refusal: decision, lead: before };
    if (decision.length === 0) return { outcome: 'unchanged', lead: before };
    // A lead that was joined into another one answers with that one: its news is that one's.
    const change = recordWatched(before.id, before, decision, origin, watch);
    const alongside = typeof extra === 'function' ? extra() : extra;
    const written = await store.commit({ ...change, expectedVersion: before.version, ...alongside });
    if (written.outcome === 'stored') return { outcome: 'changed', ...change };
    // Somebody else has decided about the inquiry that was to be stored with it.
    if (written.outcome === 'duplicate' && alongside.inquiry) return { outcome: 'unchanged', lead: before };
    if (written.outcome !== 'conflict') {
      throw new Fault('commit-not-possible', { retryable: false, detail: `${leadId}: ${written.outcome}` });
    }
  }
  throw new Fault('contended', { retryable: true, detail: leadId });
}

/** The number of the lead's own event that led here: the lead must be read at least as new as that. */
function causeOf(leadId: string, { causationId }: Origin): number | undefined {
  return causationId?.startsWith(`${leadId}.`) ? seqOf(causationId) : undefined;
}
