import { type ChangeOutcome, changeLead } from '../../shared/change-lead.ts';
import type { EventPointer } from '../../shared/domain/events.ts';
import type { Inquiry } from '../../shared/domain/inquiry.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import type { Now } from '../../shared/ports/clock.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import { decide } from './rules/decide.ts';
import type { ShownInquiry } from './rules/score-lead.ts';

export interface ScorePorts {
  store: LeadStore;
  rules: ActiveRules;
  now: Now;
}

/** Scores a lead after something happened to it, and moves it on or back where the rules say so. */
export async function rescoreLead(
  { store, rules, now }: ScorePorts,
  { eventId, type, leadId, inquiryId, at, correlationId }: EventPointer,
): Promise<ChangeOutcome> {
  const [scoring, definition] = await Promise.all([rules.get('scoring'), rules.get('definition')]);
  const origin = { now: now(), by: 'system', correlationId, causationId: eventId };
  return changeLead({ store, rules }, leadId, origin, async (lead) => {
    const asked = type === 'ReviewDecided' ? lead.inquiries.at(-1)?.id : inquiryId;
    const inquiry = asked ? await store.loadInquiry(asked) : null;
    const occasion = { at, inquiry: inquiry && shown(inquiry) };
    return decide(lead, occasion, { scoring, definition }, origin.now);
  });
}

function shown({ id, channel, source, receivedAt, facts, subject, text }: Inquiry): ShownInquiry {
  const { campaign, product, products, language } = facts;
  return { id, channel, source, receivedAt, campaign, product, products, language, subject, text };
}
