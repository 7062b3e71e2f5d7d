import { advertisingPurposes } from '../domain/contact.ts';
import type { Draft } from '../domain/events.ts';
import type { Lead } from '../domain/lead.ts';

/** Where a consent comes from that was given or taken back behind the own link. */
export const CONSENT_SOURCE = 'privacy-page';
/** The purpose that is offered where nobody asked for another one. */
export const NEWSLETTER = 'newsletter';

/** Takes consents back, or refuses what was never given; nothing where all are refused already. */
export function refuse(
  lead: Lead,
  purposes: readonly string[],
  now: string,
  because: string,
  source = CONSENT_SOURCE,
): Draft[] {
  const open = purposes.filter((purpose) => lead.consents[purpose]?.given !== false);
  if (open.length === 0) return [];
  const consents = Object.fromEntries(open.map((purpose) => [purpose, { given: false, at: now, source }]));
  return [{ type: 'ConsentChanged', rule: 'privacy/consent', because, data: { consents } }];
}

/**
 * No advertising any more: every consent to it is taken back, and that to marketing and newsletters refused even where it
 * was never given. An answer that was asked for is none.
 * @param now ISO instant
 * @param told how the person said so
 */
export function unsubscribe(
  lead: Lead,
  now: string,
  told: { because: string; source: string } = {
    because: 'the person unsubscribed',
    source: CONSENT_SOURCE,
  },
): Draft[] {
  const purposes = [...new Set([...advertisingPurposes(lead), 'marketing', NEWSLETTER])];
  return refuse(lead, purposes, now, told.because, told.source);
}
