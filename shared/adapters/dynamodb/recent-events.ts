import type { LeadEvent } from '../../domain/events.ts';
import type { LeadChange } from '../../ports/lead-store.ts';
import type { Item } from './attributes.ts';
import { leadItem, type StoredLead } from './items.ts';

/** A lead item keeps this many events at most … */
const MOST_EVENTS = 24;
/** … and a body of this many bytes; beyond either, the older events move to a history item. */
const MOST_BYTES = 3_000;
/** Leads remembered between reading and writing; a function works on one or a few at a time. */
const MOST_LEADS = 100;

/**
 * The lead item after a change, and the events that leave it for a history item, if it would grow too large. The events
 * of the newest change always stay in the item: the stream hands them to the dispatcher.
 * @param before the events that the item holds before the change
 */
export function settleEvents(
  { lead, events }: LeadChange,
  before: readonly LeadEvent[],
): { stored: StoredLead; item: Item; older: readonly [LeadEvent, ...LeadEvent[]] | null } {
  const whole = { lead, events: [...before, ...events] };
  const item = leadItem(whole);
  const [first, ...rest] = before;
  const fits = whole.events.length <= MOST_EVENTS && (item.body?.B?.length ?? 0) <= MOST_BYTES;
  if (fits || !first) return { stored: whole, item, older: null };
  const stored = { lead, events: [...events] };
  return { stored, item: leadItem(stored), older: [first, ...rest] };
}

/**
 * The events that lead items hold, remembered from reading a lead until it is written: a change carries only its new
 * events, and this way a change costs one read, not two.
 */
export function recentEvents() {
  const known = new Map<string, { version: number; events: LeadEvent[] }>();
  return {
    keep({ lead, events }: StoredLead): void {
      known.delete(lead.id);
      known.set(lead.id, { version: lead.version, events });
      const oldest = known.size > MOST_LEADS ? known.keys().next().value : undefined;
      if (oldest !== undefined) known.delete(oldest);
    },
    at(leadId: string, version: number): LeadEvent[] | null {
      const found = known.get(leadId);
      return found?.version === version ? found.events : null;
    },
    forget(leadId: string): void {
      known.delete(leadId);
    },
  };
}
