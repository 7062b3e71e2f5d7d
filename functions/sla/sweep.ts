import type { Now } from '../../shared/ports/clock.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import type { Notices, TurnToTell } from '../../shared/ports/notices.ts';
import type { Queue } from '../../shared/ports/queue.ts';
import { table } from '../../shared/wiring.ts';
import type { DueMessage } from './due-message.ts';

/** Leads announced per minute: so many are worked off before the next sweep, which would announce them again. */
const LEADS_PER_SWEEP = 10_000;
/** Longest time without a sweep where nothing is due, in milliseconds. */
const LONGEST_IDLE = 86_400_000;

/** Readers announced per minute: all who are told anything at all, in a company of any size. */
const READERS_PER_SWEEP = 1000;

interface SweepPorts {
  store: LeadStore;
  notices: Notices;
  /** Takes leads on which a step is due. */
  leads: Queue;
  /** Takes readers of messages whose turn has come. */
  readers: Queue;
  now: Now;
}

/**
 * Announces the leads on which a step is due, the longest due first, and the readers for whom messages have come together.
 * @returns how many leads; and where nothing was due, until when nothing will be (ISO instant) unless something is placed
 * earlier into the worklist, whose attribute is named
 */
export async function sweep({ store, notices, leads, readers, now }: SweepPorts): Promise<{
  announced: number;
  idleUntil?: string;
  unlessBefore?: string;
}> {
  const at = now();
  const [due, turns] = await Promise.all([
    // A step is due once its instant has passed: whom it is announced for at that very instant has nothing to do yet.
    store.due(before(at), LEADS_PER_SWEEP),
    notices.due(at, READERS_PER_SWEEP),
  ]);
  await Promise.all([
    leads.send(due.leadIds.map((leadId) => ({ body: { leadId } satisfies DueMessage }))),
    readers.send(turns.readers.map((reader) => ({ body: { reader } satisfies TurnToTell }))),
  ]);
  const announced = due.leadIds.length;
  if (announced > 0 || turns.readers.length > 0) return { announced };
  const latest = new Date(Date.parse(at) + LONGEST_IDLE).toISOString();
  const idleUntil = earliest([due.nextAt, turns.nextAt, latest]);
  return { announced, idleUntil, unlessBefore: table.indexes.worklist.sortKey };
}

const before = (at: string): string => new Date(Date.parse(at) - 1).toISOString();

function earliest(instants: readonly (string | null)[]): string {
  return instants.reduce<string>((first, at) => (at !== null && at < first ? at : first), '9999');
}
