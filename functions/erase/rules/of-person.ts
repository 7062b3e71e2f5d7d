import type { LeadEvent } from '../../../shared/domain/events.ts';
import type { Facts } from '../../../shared/domain/facts.ts';
import type { Inquiry } from '../../../shared/domain/inquiry.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import { reviewId } from '../../../shared/domain/review.ts';
import type { Identity } from '../../../shared/ports/lead-store.ts';
import { NO_SOURCE } from './anonymous-lead.ts';

/** A lead of the person with its history. */
export interface OfPerson {
  lead: Lead;
  events: readonly LeadEvent[];
}

/** Addresses (as written and in small letters), numbers and ids that were ever known of the person. */
export interface Handles {
  emails: ReadonlySet<string>;
  phones: ReadonlySet<string>;
  externalIds: ReadonlySet<string>;
}

/** What the person was ever reached or known by, in facts of any time. */
export function handlesOf(leads: readonly OfPerson[]): Handles {
  const facts = leads.flatMap(({ lead, events }) => [
    lead.facts,
    ...events.flatMap((event): Facts[] => ('facts' in event.data ? [event.data.facts] : [])),
  ]);
  const all = (name: 'email' | 'phone' | 'externalId') => new Set(facts.flatMap((one) => one[name] ?? []));
  return {
    emails: new Set([...all('email')].flatMap((email) => [email, email.toLowerCase()])),
    phones: all('phone'),
    externalIds: all('externalId'),
  };
}

/** Sure keys that the leads may hold; which of them they do, the store knows. */
export function identitiesOf(leads: readonly OfPerson[], { emails, externalIds }: Handles): Identity[] {
  const sources = new Set(leads.flatMap(({ lead }) => lead.inquiries.map(({ source }) => source)));
  const external = [...sources].flatMap((source) => [...externalIds].map((id) => `${source}:${id}`));
  return [
    ...[...emails].map((value): Identity => ({ kind: 'email', value })),
    ...external.flatMap((value): Identity[] => [
      { kind: 'external', value },
      { kind: 'claimed', value },
    ]),
  ];
}

/** Other leads that were joined into one of these and are so still. */
export function joinedInto(leads: readonly OfPerson[]): string[] {
  const joined = new Set<string>();
  for (const { events } of leads)
    for (const { type, data } of events) {
      if (type === 'DuplicateMerged') joined.add(data.lead);
      if (type === 'MergeUndone') joined.delete(data.lead);
    }
  return [...joined];
}

/** Inquiries that came to the leads, by id. */
export function inquiriesOf(leads: readonly OfPerson[]): string[] {
  const ids = leads.flatMap(({ lead, events }) => [
    ...lead.inquiries.map(({ id }) => id),
    ...events.flatMap((event) => (event.type === 'InquiryReceived' ? [event.data.inquiry.id] : [])),
  ]);
  return [...new Set(ids)];
}

/**
 * Whether an inquiry that became no lead names the person: it came from one of their addresses, or from one of their
 * numbers without an address. A colleague writes from an address of their own and may call from the same number.
 */
export function namesPerson(
  { leadId, from, facts }: Pick<Inquiry, 'leadId' | 'from' | 'facts'>,
  { emails, phones }: Handles,
): boolean {
  if (leadId !== null) return false;
  const addresses = [from, facts.email].filter((address) => address !== undefined).map(mailboxIn);
  if (addresses.length > 0) return addresses.some((address) => emails.has(address));
  return facts.phone !== undefined && phones.has(facts.phone);
}

/** `Eva <eva@werk.example>` → `eva@werk.example` */
const mailboxIn = (address: string): string => (/<([^<>]+)>/.exec(address)?.[1] ?? address).toLowerCase();

/** Questions to people whether one of the leads and another one are the same person: the review, and the other one. */
export function doubtsOf(leads: readonly OfPerson[]): { review: string; lead: string; other: string }[] {
  const found = leads.flatMap(({ lead, events }) =>
    events.flatMap(({ type, data }) =>
      type === 'DuplicateSuspected' || type === 'DuplicateDismissed' || type === 'DuplicateMerged'
        ? [{ review: reviewId(lead.id, data.lead), lead: lead.id, other: data.lead }]
        : [],
    ),
  );
  return [...new Map(found.map((doubt) => [doubt.review, doubt])).values()];
}

/** Who has data out of a lead, as far as is known here: every owner that it was given to. */
export function passedTo({ events }: Pick<OfPerson, 'events'>): string[] {
  const owners = events.flatMap((event) =>
    event.type === 'LeadAssigned' ? [`owner:${event.data.owner.id}`] : [],
  );
  return [...new Set(owners)];
}

/** What is left of an inquiry: that there was one, when, over which channel, and what became of it. */
export function anonymousInquiry({
  id,
  outcome,
  reason,
  leadId,
  channel,
  capturedAt,
  receivedAt,
  list,
}: Inquiry): Inquiry {
  return {
    ...{ id, outcome, reason, leadId, channel, capturedAt, receivedAt },
    source: NO_SOURCE,
    ...{ facts: {}, extra: {}, consents: {}, utm: {}, findings: [], attachments: [], raw: null },
    ...(list ? { list } : {}),
  };
}

/** Objects of the raw bucket that hold what came in: the payload, what was attached. */
export const objectsOf = ({ raw, attachments }: Pick<Inquiry, 'raw' | 'attachments'>): string[] => [
  ...(raw?.in === 'bucket' ? [raw.key] : []),
  ...attachments.map(({ key }) => key),
];
