/** What a lead is told of its person, by whomever: newer goes before older, told before looked up. */
import { countedAnew } from './calls.ts';
import type { LeadEvent } from './events.ts';
import type { Facts } from './facts.ts';
import type { DateFacts, InquirySummary, Lead } from './lead.ts';

type DataOf<T extends LeadEvent['type']> = Extract<LeadEvent, { type: T }>['data'];

/** The newest value wins; products add up; a value that did not come leaves the old one. */
function mergeFacts(old: Facts, fresh: Facts): Facts {
  const products = [...new Set([...(old.products ?? []), ...(fresh.products ?? [])])];
  return { ...old, ...fresh, ...(products.length > 0 ? { products } : {}) };
}

/** What somebody told goes before what was looked up, whenever that was. */
export function stated(lead: Lead, fresh: Facts): Pick<Lead, 'facts' | 'lookedUp'> {
  const facts = mergeFacts(lead.facts, fresh);
  if (!lead.lookedUp) return { facts };
  const others = Object.entries(lead.lookedUp).filter(([name]) => !Object.hasOwn(fresh, name));
  return { facts, lookedUp: others.length > 0 ? Object.fromEntries(others) : undefined };
}

/** What was looked up fills what nobody told; the same source may say otherwise later. */
export function lookedUp(
  lead: Lead,
  { at, data: { source, facts, unknown } }: Extract<LeadEvent, { type: 'FactsLookedUp' }>,
): Partial<Lead> {
  const fresh = Object.entries(facts).filter(
    ([name]) => !Object.hasOwn(lead.facts, name) || lead.lookedUp?.[name] === source,
  );
  const before = lead.unknownTo?.[source];
  const still = before?.domain === unknown?.domain ? before?.facts : {};
  const missed = unknown && {
    domain: unknown.domain,
    facts: { ...still, ...Object.fromEntries(unknown.facts.map((name) => [name, at])) },
  };
  return {
    ...(missed ? { unknownTo: { ...lead.unknownTo, [source]: missed } } : {}),
    ...(fresh.length > 0 ? filled(lead, source, fresh) : {}),
  };
}

function filled(lead: Lead, source: string, fresh: readonly [string, unknown][]): Partial<Lead> {
  return {
    facts: { ...lead.facts, ...Object.fromEntries(fresh) },
    lookedUp: { ...lead.lookedUp, ...Object.fromEntries(fresh.map(([name]) => [name, source])) },
  };
}

/** News about a lead that came back: why it came back no longer keeps it from sales. */
export function heard(lead: Lead): Partial<Lead> {
  return lead.state === 'qualifying' ? { reason: null } : {};
}

/** What an inquiry says about its person. */
export function told(
  lead: Lead,
  { facts, extra, consents }: Pick<Lead, 'facts' | 'extra' | 'consents'>,
): Partial<Lead> {
  return {
    ...stated(lead, facts),
    extra: { ...lead.extra, ...extra },
    consents: { ...lead.consents, ...consents },
    ...countedAnew(lead),
    ...heard(lead),
  };
}

/** One inquiry that was set aside counts from now on, or does not. */
export function inquiryReviewed(lead: Lead, data: DataOf<'InquiryReviewed'>): Partial<Lead> {
  const { inquiryId, decision, concern } = data;
  const change = ({ setAside: _, ...inquiry }: InquirySummary): InquirySummary =>
    decision === 'reject'
      ? { ...inquiry, setAside: 'rejected' }
      : { ...inquiry, ...(concern ? { concern } : {}) };
  const inquiries = lead.inquiries.map((inquiry) => (inquiry.id === inquiryId ? change(inquiry) : inquiry));
  if (decision === 'reject') return { inquiries };
  const inquiry = inquiries.find(({ id }) => id === inquiryId);
  return { ...told(lead, data), inquiries, ...(inquiry ? asksAgain(lead, inquiry) : {}) };
}

/** Who objected and asks something again wants to hear from us. */
export function asksAgain(lead: Lead, { concern }: InquirySummary): Partial<Lead> {
  return lead.reason === 'objection' && !concern ? { reason: null } : {};
}

/** What another system knows of a customer beside what is known here. */
export function customer(lead: Lead, data: DataOf<'CustomerKnown'>): Partial<Lead> {
  const { facts, extra, consents, organisation, keeper, orders, dates } = data;
  return {
    ...stated(lead, facts),
    extra: { ...lead.extra, ...extra },
    consents: { ...lead.consents, ...consents },
    organisation: organisation ?? lead.organisation,
    orders: [...lead.orders, ...orders],
    ...(keeper ? { keeper } : {}),
    ...withDates(lead, dates),
  };
}

export function withDates(lead: Lead, dates: DateFacts = {}): Partial<Lead> {
  return Object.keys(dates).length > 0 ? { dates: { ...lead.dates, ...dates } } : {};
}
