import type { LeadEvent } from '../../domain/events.ts';
import type { LeadChange } from '../../ports/lead-store.ts';
import type { Item } from './attributes.ts';
import { leadItem, type StoredLead } from './items.ts';

/**
 * A body of this many bytes still is a lead item of two write units. A lead of the usual path (five events) has half of
 * it; when events have outgrown it, they move to a history item, and the lead is back at one unit.
 */
const ROOMY_BYTES = 1_800;
/** Leads remembered between reading and writing; a function works on one or a few at a time. */
const MOST_LEADS = 100;

/**
 * The lead item after a change, and the events that leave it for a history item, if they have outgrown it. The events
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
  if (!first || bodySize(item) <= ROOMY_BYTES) return { stored: whole, item, older: null };
  const stored = { lead, events: [...events] };
  const slim = leadItem(stored);
  // A lead that is large without its events gains little: it waits until they are as large as itself.
  if (bodySize(item) < 2 * bodySize(slim)) return { stored: whole, item, older: null };
  return { stored, item: slim, older: [first, ...rest] };
}

const bodySize = (item: Item): number => item.body?.B?.length ?? 0;

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
