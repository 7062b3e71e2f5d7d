import type { Draft, LeadEvent } from '../../../shared/domain/events.ts';
import type { Inquiry } from '../../../shared/domain/inquiry.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import { grantErasure, openCase, openCases } from '../../../shared/rules/open-case.ts';
import { CONSENT_SOURCE, NEWSLETTER, refuse } from '../../../shared/rules/unsubscribe.ts';

/** Takes one consent back; nothing where it is not given. */
export function withdraw(lead: Lead, purpose: string, now: string): Draft[] {
  return lead.consents[purpose]?.given ? refuse(lead, [purpose], now, 'the person withdrew it') : [];
}

/** Purposes that the person may agree to: those that they were asked about, and the newsletter. */
export function purposesOf({ consents }: Pick<Lead, 'consents'>): string[] {
  return [...new Set([...Object.keys(consents), NEWSLETTER])].sort();
}

/**
 * Gives a consent. The link was sent to the address that it is about, so this is the confirmation of a double opt-in.
 * @param wording what the person read beside the button
 */
export function confirm(lead: Lead, purpose: string, wording: string, now: string): Draft[] {
  const known = lead.consents[purpose];
  if (known?.given && known.source === CONSENT_SOURCE) return [];
  const consents = { [purpose]: { given: true, wording, at: now, source: CONSENT_SOURCE } };
  return [
    { type: 'ConsentChanged', rule: 'privacy/consent', because: 'confirmed by mail', data: { consents } },
  ];
}

/** Objects to all use (Art. 21 GDPR): every consent is taken back, and the lead rests at once. */
export function object(lead: Lead, now: string): Draft[] {
  if (lead.state === 'dormant' && lead.reason === 'objection') return [];
  const given = Object.keys(lead.consents).filter((purpose) => lead.consents[purpose]?.given);
  return [
    ...refuse(lead, [...new Set([...given, 'marketing', NEWSLETTER])], now, 'the person objects'),
    ...openCase(lead, { kind: 'rights', right: 'objection' }),
  ];
}

/**
 * Whoever is surely the person is erased at once, as often as they ask; of anybody else somebody decides: their case is
 * opened once as long as it is open.
 */
export function askErasure(lead: Lead, events: readonly LeadEvent[], proven: boolean): Draft[] {
  if (proven) return grantErasure(lead);
  const open = openCases(lead).map(({ run }) => run);
  const asked = events.some(
    (event) =>
      event.type === 'RightsRequested' && event.data.right === 'erasure' && open.includes(event.data.run),
  );
  return asked ? [] : openCase(lead, { kind: 'rights', right: 'erasure' });
}

/** All that is kept about a person, for the person: what they told, what they did, how that was judged, who has it. */
export function ownData(lead: Lead, inquiries: readonly Inquiry[]): object {
  const { createdAt, state, facts, extra, consents, organisation, owner, orders, behaviour = [] } = lead;
  const { class: leadClass, score, lossSurvey, clocks } = lead;
  const kept = clocks.find(({ name, state }) => name === 'retention' && state === 'running');
  return {
    createdAt,
    state,
    ...(kept ? { keptUntil: kept.target } : {}),
    facts,
    ...(Object.keys(extra).length > 0 ? { extra } : {}),
    organisation,
    consents,
    inquiries: inquiries.map(({ receivedAt, channel, source, subject, text, noticeVersion }) => ({
      receivedAt,
      channel,
      source,
      subject,
      text,
      noticeVersion,
    })),
    ...(lossSurvey?.answer ? { aboutLoss: lossSurvey.answer } : {}),
    behaviour: behaviour.map(({ type, at }) => ({ type, at })),
    judged: { class: leadClass, score: score?.value ?? null, criteria: score?.criteria ?? [] },
    passedTo: owner ? owner.name : null,
    orders,
  };
}
