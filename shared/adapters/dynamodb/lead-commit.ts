import { TransactionConflictException } from '@aws-sdk/client-dynamodb';
import type { LeadEvent } from '../../domain/events.ts';
import { Fault } from '../../domain/faults.ts';
import type { CommitOutcome, LeadChange } from '../../ports/lead-store.ts';
import type { Item } from './attributes.ts';
import { historyItem, leadItem, type StoredLead } from './items.ts';
import type { LeadReader } from './lead-reader.ts';
import { putItem, type Table } from './table-access.ts';
import { unchangedSince, type Write, writesBeside, writeTogether } from './transaction.ts';

/**
 * A body of this many bytes still is a lead item of two write units. A lead of the usual path (five events) has half of
 * it; when events have outgrown it, they move to a history item, and the lead is back at one unit.
 */
const ROOMY_BYTES = 1_800;
/**
 * The lead item after a change, and the events that leave it for a history item, if they have outgrown it. The events
 * of the newest change always stay in the item: the stream hands them to the dispatcher.
 * @param before the events that the item holds before the change
 */
function settleEvents(
  { lead, events }: OneLead,
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

/** Writes a change: one put where only the lead changes, else one transaction. */
export async function commitChange(
  table: Table,
  reader: LeadReader,
  change: LeadChange,
): Promise<CommitOutcome> {
  const leads: Prepared[] = [];
  for (const one of change.beside ? [change, change.beside] : [change]) {
    const prepared = await prepare(reader, one);
    if (prepared === null) return CONFLICT;
    leads.push(prepared);
  }
  const [only, ...more] = [...writesBeside(change), ...leads.flatMap(({ writes }) => writes)];
  if (!only) return { outcome: 'stored' };
  const refusal =
    more.length === 0 ? await putLead(table, only) : await writeTogether(table, [only, ...more]);
  for (const { stored } of leads) {
    if (refusal) reader.forget(stored.lead.id);
    else reader.keep(stored);
  }
  return refusal ?? { outcome: 'stored' };
}

type OneLead = Pick<LeadChange, 'lead' | 'events' | 'expectedVersion'>;
type Prepared = { stored: StoredLead; writes: Write[] };

/** What is written of one lead: older events if they leave its item, then the item. Null where the lead moved on. */
async function prepare(reader: LeadReader, change: OneLead): Promise<Prepared | null> {
  const { lead, expectedVersion } = change;
  const before = await reader.eventsAt(lead.id, expectedVersion);
  if (before === null) return null;
  const { stored, item, older } = settleEvents(change, before);
  const write: Write = { put: { Item: item, ...unchangedSince(expectedVersion) }, refused: () => CONFLICT };
  return { stored, writes: [...(older ? [historyWrite(lead.id, older)] : []), write] };
}

const CONFLICT: CommitOutcome = { outcome: 'conflict', on: 'lead' };

/** A lead alone. A try that timed out after it was written is tried again by the client, and then meets itself. */
async function putLead(table: Table, { put, refused }: Write): Promise<CommitOutcome | null> {
  try {
    const found = await putItem(table, put);
    return found === null || sameBody(found, put.Item) ? null : refused(found);
  } catch (error) {
    const clashed = error instanceof Fault && error.cause instanceof TransactionConflictException;
    if (clashed) return CONFLICT;
    throw error;
  }
}

function sameBody({ body: a }: Item, { body: b }: Item): boolean {
  return a?.B !== undefined && b?.B !== undefined && Buffer.compare(a.B, b.B) === 0;
}

const historyWrite = (leadId: string, older: readonly [LeadEvent, ...LeadEvent[]]): Write => ({
  put: { Item: historyItem(leadId, older), ...unchangedSince(null) },
  refused: () => CONFLICT,
});
