import type { LeadEvent } from '../../../shared/domain/events.ts';
import type { Inquiry } from '../../../shared/domain/inquiry.ts';
import type { Lead, LeadClass } from '../../../shared/domain/lead.ts';
import { WITH_SALES } from '../../../shared/domain/lifecycle.ts';
import { type Change, changesOf, isOwn } from '../../replay/changes.ts';
import { type Kind, kindOf } from '../../replay/deciders.ts';

/** A stored lead with all that was decided about it, and its inquiries by their ids. */
export interface StoredLead {
  events: readonly LeadEvent[];
  inquiries: ReadonlyMap<string, Inquiry>;
}

/** What happened to a lead, folded once for both sides of a simulation. */
export interface History {
  lead: Lead;
  changes: readonly { change: Change; kind: Kind }[];
  /** The lead after the event of that number. */
  after(seq: number): Lead;
  inquiries: ReadonlyMap<string, Inquiry>;
  /** Ids of the events whose scoring changed something then. */
  scored: ReadonlySet<string>;
  /** When it was first ready for sales. */
  ripeAt: string | undefined;
}

/** What became of a lead: on one side of a simulation, or in truth. */
export interface Outcome {
  class: LeadClass | null;
  /** When it was first ready for sales. */
  ripeAt: string | undefined;
  /** Run of a clock → target and limit, as instants. */
  deadlines: ReadonlyMap<string, string>;
}

/** The history of a stored lead; null without events. */
export function historyOf({ events, inquiries }: StoredLead): History | null {
  const { changes, states, lead } = changesOf(events);
  if (!lead) return null;
  const judged = changes.map((change) => ({ change, kind: kindOf(change) }));
  const scored = judged.flatMap(({ change, kind }) =>
    kind === 'score' && change.cause ? [change.cause.id] : [],
  );
  return {
    lead,
    changes: judged,
    after: (seq) => states[seq - 1] ?? lead,
    inquiries,
    scored: new Set(scored),
    ripeAt: events.find(({ type }) => type === 'LeadQualified')?.at,
  };
}

/** What is stored of a lead. */
export function storedOutcome({ lead, changes, ripeAt }: History): Outcome & { owners: string[] } {
  const events = changes.flatMap(({ change }) => change.events);
  const deadlines = new Map<string, string>();
  for (const event of events)
    for (const change of event.clocks)
      if (change.op === 'start' && !isOwn(event.type, change))
        deadlines.set(change.clock.run, `${change.clock.target} ${change.clock.limit}`);
  const owners = events.flatMap(({ type, data }) => (type === 'LeadAssigned' ? [data.owner.id] : []));
  return { class: lead.class, ripeAt, deadlines, owners };
}

/** Until when an owner worked on a lead that an event gave to them; undefined where they still do. */
export function workedUntil({ lead, after }: History, { seq }: LeadEvent, owner: string): string | undefined {
  for (let number = seq; number <= lead.seq; number++) {
    const { owner: has, state, updatedAt } = after(number);
    if (has?.id !== owner || !WITH_SALES.includes(state)) return updatedAt;
  }
  return undefined;
}
