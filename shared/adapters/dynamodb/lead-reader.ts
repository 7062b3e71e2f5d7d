import type { LeadEvent } from '../../domain/events.ts';
import { readNumber } from './attributes.ts';
import { readLead, type StoredLead } from './items.ts';
import { leadKey } from './keys.ts';
import { getItem, type Table } from './table-access.ts';

/** Leads remembered between reading and writing; a function works on one or a few at a time. */
const MOST_LEADS = 100;

/** Reads leads, and remembers the events that their items hold until the leads are written. */
export interface LeadReader {
  /** The lead item; with `atLeast`, a copy of it that may be a moment old but has that event. */
  get(leadId: string, atLeast?: number): Promise<StoredLead | null>;
  /**
   * The events that the item holds at the version that a change was decided on; null if it moved on. A change carries
   * only its new events; as they are remembered from reading the lead, it costs one read, not two.
   */
  eventsAt(leadId: string, version: number | null): Promise<readonly LeadEvent[] | null>;
  keep(stored: StoredLead): void;
  forget(leadId: string): void;
}

export function leadReader(table: Table): LeadReader {
  const known = new Map<string, { version: number; events: readonly LeadEvent[] }>();

  function keep({ lead, events }: StoredLead): void {
    known.delete(lead.id);
    known.set(lead.id, { version: lead.version, events });
    const oldest = known.size > MOST_LEADS ? known.keys().next().value : undefined;
    if (oldest !== undefined) known.delete(oldest);
  }

  async function get(leadId: string, atLeast?: number): Promise<StoredLead | null> {
    const early =
      atLeast === undefined ? undefined : await getItem(table, leadKey(leadId), { consistent: false });
    const isFresh = early && atLeast !== undefined && readNumber(early, 'seq') >= atLeast;
    const item = isFresh ? early : await getItem(table, leadKey(leadId));
    if (!item) return null;
    const stored = readLead(item);
    keep(stored);
    return stored;
  }

  async function eventsAt(leadId: string, version: number | null): Promise<readonly LeadEvent[] | null> {
    if (version === null) return [];
    const found = known.get(leadId);
    if (found?.version === version) return found.events;
    const stored = await get(leadId);
    return stored?.lead.version === version ? stored.events : null;
  }

  return { get, eventsAt, keep, forget: (leadId) => void known.delete(leadId) };
}
