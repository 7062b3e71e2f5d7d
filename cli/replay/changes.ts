import type { ClockChange, ClockName } from '../../shared/domain/clock.ts';
import type { Draft, LeadEvent } from '../../shared/domain/events.ts';
import { evolve, type Origin } from '../../shared/domain/evolve.ts';
import type { Lead } from '../../shared/domain/lead.ts';

/** What was written about a lead in one step. */
export interface Change {
  leadId: string;
  /** The lead before; null where it begins. */
  before: Lead | null;
  events: readonly [LeadEvent, ...LeadEvent[]];
  /** The lead's own event that led here, and the lead after that event and each later one, up to `before`. */
  cause: LeadEvent | undefined;
  since: readonly Lead[];
}

/** The changes of a lead, in order, the lead after each of its events, and after all of them. */
export function changesOf(events: readonly LeadEvent[]): {
  changes: Change[];
  states: Lead[];
  lead: Lead | null;
} {
  const changes: Change[] = [];
  const states: Lead[] = [];
  for (const group of grouped(events)) {
    const [first] = group;
    const cause = events.find(({ id }) => id === first.causationId);
    changes.push({
      leadId: first.leadId,
      before: states.at(-1) ?? null,
      events: group,
      cause,
      since: cause ? states.slice(cause.seq - 1) : states.slice(-1),
    });
    for (const event of group) states.push(evolve(states.at(-1) ?? null, event));
  }
  return { changes, states, lead: states.at(-1) ?? null };
}

/** Events of one step share instant, author and cause; what the system does is the step of one function, an answer one of its own. */
function grouped(events: readonly LeadEvent[]): [LeadEvent, ...LeadEvent[]][] {
  const groups: [LeadEvent, ...LeadEvent[]][] = [];
  for (const event of events) {
    const group = groups.at(-1);
    if (group && stepOf(group[0]) === stepOf(event)) group.push(event);
    else groups.push([event]);
  }
  return groups;
}

function stepOf(event: LeadEvent): string {
  const { at, by, correlationId, causationId, set, rule } = event;
  // What an inquiry brings about is written with it.
  const family = rule?.startsWith('ingest/') ? undefined : rule?.split('/')[0]?.replace('rounds', 'score');
  const answered = event.type === 'InquiryAnswered' ? event.data.inquiryId : undefined;
  return JSON.stringify([
    at,
    by,
    correlationId,
    causationId,
    set,
    ...(by === 'system' ? [family, answered] : []),
  ]);
}

/** Who or what caused a change. */
export function originOf({ events: [event] }: Change): Origin {
  const { at: now, by, correlationId, causationId } = event;
  return { now, by, correlationId, ...(causationId ? { causationId } : {}) };
}

/** The events of a change as they were proposed, without the clocks that followed from them. */
export function draftsOf({ events }: Change): Draft[] {
  return events.map(({ id, seq, leadId, at, by, correlationId, causationId, set, ...draft }) => ({
    ...draft,
    clocks: draft.clocks.filter((change) => isOwn(draft.type, change)),
  }));
}

/** Events that bring clocks with them: those of another lead, or as they were before. */
const CARRYING: readonly Draft['type'][] = ['ActionTakenBack', 'DuplicateMerged', 'MergeUndone'];

/** Clocks that come with an event, which says until when. */
const PLANNED: readonly ClockName[] = ['by-hand', 'nurture'];

/**
 * Whether a change of a clock came with the event, such as the end of what was decided by hand; deadlines start and stop by
 * the table of clocks.
 */
export function isOwn(type: Draft['type'], change: ClockChange): boolean {
  if (change.op === 'plan' || change.op === 'take') return true;
  if (CARRYING.includes(type)) return change.op !== 'stop';
  return change.op === 'start' && PLANNED.includes(change.clock.name);
}
