import type { RowResult } from '../../shared/domain/list.ts';
import type { Identity, LeadStore } from '../../shared/ports/lead-store.ts';
import type { SeenNames } from './rules/list/seen-names.ts';
import { nameOf, sureKeys } from './rules/sure-keys.ts';
import { doubtOn } from './take-inquiry.ts';
import { type RowPorts, type RowToTake, readRow, refusedRow, resultOf } from './take-row.ts';

/** Tells what would become of a row, and stores nothing. @param seen what `namesOf` said of the rows before; takes this one */
export async function foreseeRow(ports: RowPorts, task: RowToTake, seen: SeenNames): Promise<RowResult> {
  const unreadable = refusedRow(task);
  if (unreadable) return unreadable;
  const { inquiryId, said, keys } = read(ports, task);
  const names = keys.map(nameOf);
  const met = seen.has(inquiryId);
  const known = names.some((name) => seen.has(name));
  for (const name of [inquiryId, ...names]) seen.add(name);
  const kept = met ? null : await ports.store.loadInquiry(inquiryId);
  const leadId = kept ? kept.leadId : await holderOf(ports.store, keys);
  const there = leadId ? { leadId } : {};
  if (met || kept) return resultOf(task, [], { outcome: 'duplicate', ...there });
  const holder = known || leadId ? { id: leadId ?? 'a row above' } : null;
  const outcome = doubtOn(said.findings, holder) ? 'quarantined' : holder ? 'merged' : 'created';
  return resultOf(task, said.findings, { outcome, ...there });
}

/** By what a row is known again further down: its content and the sure keys of its person. */
export function namesOfRow(ports: Pick<RowPorts, 'now'>, task: RowToTake): string[] {
  if (task.refused) return [];
  const { inquiryId, keys } = read(ports, task);
  return [inquiryId, ...keys.map(nameOf)];
}

function read(ports: Pick<RowPorts, 'now'>, task: RowToTake) {
  const { inquiryId, said } = readRow(ports, task);
  const keys = sureKeys({ ...said, vouched: true }, said.email, task.intake.document);
  return { inquiryId, said, keys };
}

async function holderOf(store: LeadStore, keys: readonly Identity[]): Promise<string | null> {
  for (const key of keys) {
    const leadId = await store.holderOf(key);
    if (leadId) return leadId;
  }
  return null;
}
