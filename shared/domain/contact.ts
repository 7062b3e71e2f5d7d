import type { Consent } from './facts.ts';
import type { InquirySummary, Lead } from './lead.ts';

/** Purposes of consents that allow to write to a person or to call them. */
const TO_CONTACT = ['contact', 'marketing', 'newsletter', 'email', 'phone'];

/** Whether the person agreed to be written to or called. */
function agreed({ consents }: Pick<Lead, 'consents'>): boolean {
  return TO_CONTACT.some((purpose) => consents[purpose]?.given === true);
}

/** Whether an inquiry may be answered: whoever did not ask gets no mail and no call without a consent (spec 2). */
export function mayBeAnswered(
  inquiry: Pick<InquirySummary, 'requested'>,
  lead: Pick<Lead, 'consents'>,
): boolean {
  return inquiry.requested !== false || agreed(lead);
}

/** Whether a person may be written to or called at all: they asked at least once, or agreed. */
export function mayBeContacted(lead: Pick<Lead, 'inquiries' | 'consents'>): boolean {
  return lead.inquiries.length === 0 || lead.inquiries.some((inquiry) => mayBeAnswered(inquiry, lead));
}

/** Purposes of consents that are no advertising: an unsubscribe leaves them alone. */
const NO_ADVERTISING = ['contact', 'phone'];

/** Purposes of advertising that the person agreed to and did not take back. */
export function advertisingPurposes({ consents }: Pick<Lead, 'consents'>): string[] {
  return Object.keys(consents).filter(
    (purpose) => consents[purpose]?.given && !NO_ADVERTISING.includes(purpose),
  );
}

/**
 * What consents that were told from one address say of somebody who is written to at another: advertising was agreed to for
 * that one alone, be it the same mailbox without a tag. What was refused is refused, and the rest has nothing to do with addresses.
 */
export function beyondAddress(consents: Readonly<Record<string, Consent>>): Record<string, Consent> {
  return Object.fromEntries(
    Object.entries(consents).filter(([purpose, { given }]) => !given || NO_ADVERTISING.includes(purpose)),
  );
}

/** Whether any advertising may be sent at all. */
export const takesAdvertising = (lead: Pick<Lead, 'consents'>): boolean =>
  advertisingPurposes(lead).length > 0;

/** Whether nobody has told the person yet where their data come from, as Art. 14 GDPR wants it within a month. */
export function owedNotice({ inquiries }: Pick<Lead, 'inquiries'>): boolean {
  const told = inquiries.some(({ answered }) => answered && ['mail', 'post', 'hand'].includes(answered.how));
  return !told && inquiries.length > 0 && inquiries.every(({ requested }) => requested === false);
}
