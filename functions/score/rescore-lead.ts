import { type ChangeOutcome, changeLead } from '../../shared/change-lead.ts';
import type { EventPointer } from '../../shared/domain/events.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import type { Now } from '../../shared/ports/clock.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import { decide } from './rules/decide.ts';
import { inquiryAsked, occasionOf } from './rules/occasion.ts';

export interface ScorePorts {
  store: LeadStore;
  rules: ActiveRules;
  now: Now;
}

/** Scores a lead after something happened to it, and moves it on or back where the rules say so. */
export async function rescoreLead(
  { store, rules, now }: ScorePorts,
  pointer: EventPointer,
): Promise<ChangeOutcome> {
  const { eventId, leadId, correlationId } = pointer;
  const [scoring, definition] = await Promise.all([rules.get('scoring'), rules.get('definition')]);
  const { set } = scoring;
  const origin = { now: now(), by: 'system', correlationId, causationId: eventId, ...(set ? { set } : {}) };
  return changeLead({ store, rules }, leadId, origin, async (lead) => {
    const asked = inquiryAsked(lead, pointer);
    const inquiry = asked ? await store.loadInquiry(asked) : null;
    return decide(lead, occasionOf(lead, pointer, inquiry), { scoring, definition }, origin.now);
  });
}
