import type { RowResult } from '../../shared/domain/list.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import { sureKeys } from './rules/sure-keys.ts';
import { doubtOn } from './take-inquiry.ts';
import { type RowPorts, type RowToTake, readRow, refusedRow, resultOf } from './take-row.ts';

/** Rows and sure keys of a dry run that came before: at most the last 100,000 rows of this run of the function. */
export type Seen = Set<string>;
/** From so many on it begins anew: the memory of a long list stays flat. */
export const MOST_SEEN = 200_000;

/** Tells what would become of a row, and stores nothing. */
export async function foreseeRow(ports: RowPorts, task: RowToTake, seen: Seen): Promise<RowResult> {
  const unreadable = refusedRow(task);
  if (unreadable) return unreadable;
  const { inquiryId, said } = readRow(ports, task);
  const keys = sureKeys({ ...said, vouched: true }, said.email, task.intake.document);
  const names = keys.map(({ kind, value }) => `${kind} ${value}`);
  const met = seen.has(inquiryId);
  const known = names.some((name) => seen.has(name));
  if (seen.size >= MOST_SEEN) seen.clear();
  for (const name of [inquiryId, ...names]) seen.add(name);
  const kept = met ? null : await ports.store.loadInquiry(inquiryId);
  const leadId = kept ? kept.leadId : await holderOf(ports.store, keys);
  const there = leadId ? { leadId } : {};
  if (met || kept) return resultOf(task, [], { outcome: 'duplicate', ...there });
  const holder = known || leadId ? { id: leadId ?? 'a row above' } : null;
  const outcome = doubtOn(said.findings, holder) ? 'quarantined' : holder ? 'merged' : 'created';
  return resultOf(task, said.findings, { outcome, ...there });
}

async function holderOf(
  store: LeadStore,
  keys: Parameters<LeadStore['holderOf']>[0][],
): Promise<string | null> {
  for (const key of keys) {
    const leadId = await store.holderOf(key);
    if (leadId) return leadId;
  }
  return null;
}
