/** What a lead is with another one that is the same person, and without it again. */
import { keepActs } from './behaviour.ts';
import { withCallsOf } from './calls.ts';
import type { LeadEvent } from './events.ts';
import type { Lead } from './lead.ts';
import { heard, stated, withDates } from './told.ts';

type DataOf<T extends LeadEvent['type']> = Extract<LeadEvent, { type: T }>['data'];

/** The lead with everything of another one that is the same person. */
export function takenOver(lead: Lead, data: DataOf<'DuplicateMerged'>, at: string): Partial<Lead> {
  const inquiries = [...lead.inquiries, ...data.inquiries];
  const doubles = [...without(lead.doubles, data.lead), ...(data.doubles ?? [])];
  return {
    ...withFacts(lead, data),
    extra: { ...data.extra, ...lead.extra },
    consents: { ...lead.consents, ...data.consents },
    organisation: data.organisation ?? lead.organisation,
    inquiries: inquiries.sort((a, b) => a.receivedAt.localeCompare(b.receivedAt)),
    orders: [...lead.orders, ...data.orders].sort((a, b) => a.at.localeCompare(b.at)),
    ...(data.keeper ? { keeper: data.keeper } : {}),
    ...withDates(lead, data.dates),
    doubles,
    ...(data.behaviour
      ? { behaviour: keepActs(lead.behaviour ?? [], { acts: data.behaviour, voided: [] }) }
      : {}),
    ...withCallsOf(lead, data, at),
    ...(data.heardAt && data.heardAt > (lead.heardAt ?? '') ? { heardAt: data.heardAt } : {}),
    ...asked(lead, data),
  };
}

/** Who objected as one of the two objects as both, unless they asked something since. */
function asked(lead: Lead, { objects }: DataOf<'DuplicateMerged'>): Partial<Lead> {
  if (objects) return { reason: 'objection' };
  return lead.reason === 'objection' ? { reason: null } : heard(lead);
}

function withFacts(lead: Lead, { facts, lookedUp: found = {} }: DataOf<'DuplicateMerged'>): Partial<Lead> {
  const entries = Object.entries(facts);
  const said = stated(lead, Object.fromEntries(entries.filter(([name]) => !Object.hasOwn(found, name))));
  if (Object.keys(found).length === 0) return said;
  const unsaid = Object.fromEntries(entries.filter(([name]) => Object.hasOwn(found, name)));
  return {
    facts: { ...said.facts, ...unsaid },
    lookedUp: { ...('lookedUp' in said ? said.lookedUp : lead.lookedUp), ...found },
  };
}

/** One of two leads that were one: the other is somebody else. What was refused meanwhile counts for both. */
export function parted(lead: Lead, { lead: other, refused }: DataOf<'MergeUndone'>): Partial<Lead> {
  const since = lead.merged ? { stateSince: lead.merged.since } : {};
  return { ...apart(lead, other), ...since, merged: undefined, consents: { ...lead.consents, ...refused } };
}

/** The lead once somebody decided that another one is another person. */
export function apart(lead: Lead, other: string): Partial<Lead> {
  return {
    doubles: without(lead.doubles, other),
    distinct: [...new Set([...(lead.distinct ?? []), other])],
  };
}

/** Doubts, less those about one other lead. */
export function without(doubles: Lead['doubles'], other: string): NonNullable<Lead['doubles']> {
  return (doubles ?? []).filter(({ lead }) => lead !== other);
}
