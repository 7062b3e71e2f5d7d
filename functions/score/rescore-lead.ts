import type { withAreas } from '../../shared/area-tables.ts';
import { type ChangeOutcome, changeLead } from '../../shared/change-lead.ts';
import type { Act } from '../../shared/domain/behaviour.ts';
import type { EventPointer } from '../../shared/domain/events.ts';
import { record } from '../../shared/domain/evolve.ts';
import type { Inquiry } from '../../shared/domain/inquiry.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import type { Now } from '../../shared/ports/clock.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import type { Visits } from '../../shared/ports/visits.ts';
import { seenDrafts } from '../../shared/rules/behaviour.ts';
import type { IntakeDocument } from '../../shared/rules/intake.ts';
import { decide } from './rules/decide.ts';
import { inquiryAsked, occasionOf } from './rules/occasion.ts';

const DAY_MS = 86_400_000;

export interface ScorePorts {
  store: LeadStore;
  rules: ActiveRules;
  visits: Visits;
  /** Adds the area table to a scoring document that names one. */
  withAreas: ReturnType<typeof withAreas>;
  now: Now;
}

/** Scores a lead after something happened to it, and moves it on or back where the rules say so. */
export async function rescoreLead(
  { store, rules, visits, withAreas, now }: ScorePorts,
  pointer: EventPointer,
): Promise<ChangeOutcome> {
  const { eventId, leadId, correlationId } = pointer;
  const [scoring, definition, exclusion, nurture, intake] = await Promise.all([
    rules.get('scoring').then(withAreas),
    rules.get('definition'),
    rules.get('exclusion'),
    rules.get('nurture'),
    rules.get('intake'),
  ]);
  const { behaviour } = intake.document;
  const { set } = scoring;
  const origin = { now: now(), by: 'system', correlationId, causationId: eventId, ...(set ? { set } : {}) };
  return changeLead({ store, rules }, leadId, origin, async (lead) => {
    const asked = inquiryAsked(lead, pointer);
    const inquiry = asked ? await store.loadInquiry(asked) : null;
    const before = inquiry ? await doneBefore(visits, inquiry, { leadId, now: origin.now, behaviour }) : [];
    const seen = seenDrafts(lead, before, behaviour);
    const known = seen.length > 0 ? record(leadId, lead, seen, origin).lead : lead;
    const occasion = occasionOf(known, pointer, inquiry);
    return [...seen, ...decide(known, occasion, { scoring, definition, exclusion, nurture }, origin.now)];
  });
}

/** What the person did before they made themselves known by this inquiry; who is not believed is not known by it. */
async function doneBefore(
  visits: Visits,
  { visitor, outcome }: Inquiry,
  { leadId, now, behaviour }: { leadId: string; now: string; behaviour: IntakeDocument['behaviour'] },
): Promise<Act[]> {
  if (visitor === undefined || outcome === 'quarantined') return [];
  const expires = new Date(Date.parse(now) + behaviour.keepDays * DAY_MS).toISOString();
  return visits.identify(visitor, leadId, expires);
}
