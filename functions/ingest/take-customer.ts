/** Takes in a customer that another system tells of: as a lead in the stage of a customer, without an inquiry. */
import { Fault } from '../../shared/domain/faults.ts';
import { newId } from '../../shared/domain/ids.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import type { RowResult } from '../../shared/domain/list.ts';
import type { Identity } from '../../shared/ports/lead-store.ts';
import { clockRules, recordWatched } from '../../shared/rules/watch.ts';
import type { InTurn } from './in-turn.ts';
import { type Customer, type CustomerFault, customerDrafts, readCustomer } from './rules/customer.ts';
import { type CustomerField, isOfCustomer } from './rules/list/customer-fields.ts';
import type { SeenNames } from './rules/list/seen-names.ts';
import { nameOf, sureKeys } from './rules/sure-keys.ts';
import { type RowPorts, type RowToTake, refusedRow, resultOf } from './take-row.ts';
import { understandRow } from './understand-row.ts';

/** Of so many who write to one lead at the same moment, each gets through. */
const TRIES = 20;

interface CustomerRead {
  customer: Customer;
  /** By which the customer is known again. */
  identities: readonly Identity[];
  findings: Parameters<typeof resultOf>[1];
  now: string;
}

/**
 * Takes a row in; what is known already changes nothing, however often it comes.
 * @param turn rows of the list that are of the same customer go one after the other
 * @throws Fault `contended` (retryable) after 20 conflicts, and where it could not be stored
 */
export async function takeCustomer(ports: RowPorts, task: RowToTake, turn: InTurn): Promise<RowResult> {
  const read = await readRow(ports, task);
  return 'row' in read ? read : turn(read.identities.map(nameOf), () => takeRead(ports, task, read));
}

async function takeRead(ports: RowPorts, task: RowToTake, read: CustomerRead): Promise<RowResult> {
  const { customer, findings, now } = read;
  const { by, correlationId } = task.list;
  const origin = { now, by, correlationId };
  const watch = await clockRules(ports.rules);
  const newLeadId = newId('lead', now);
  let identities = read.identities;
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const before = await known(ports, identities);
    const leadId = before?.id ?? newLeadId;
    const drafts = customerDrafts(before, customer, now);
    if (drafts.length === 0) return resultOf(task, [], { outcome: 'duplicate', leadId });
    const change = recordWatched(leadId, before, drafts, origin, watch);
    const written = await ports.store.commit({
      ...change,
      expectedVersion: before?.version ?? null,
      identities,
    });
    if (written.outcome === 'stored')
      return resultOf(task, findings, { outcome: before ? 'merged' : 'created', leadId });
    // A second key that belongs to somebody else stays with them.
    if (written.outcome === 'held' && before)
      identities = identities.filter(
        ({ kind, value }) => kind !== written.identity.kind || value !== written.identity.value,
      );
  }
  throw new Fault('contended', { retryable: true, detail: newLeadId });
}

/** Tells what would become of a row, and stores nothing. @param seen sure keys of the rows before; takes those of this one */
export async function foreseeCustomer(ports: RowPorts, task: RowToTake, seen: SeenNames): Promise<RowResult> {
  const read = await readRow(ports, task);
  if ('row' in read) return read;
  const { customer, findings, identities, now } = read;
  const names = identities.map(nameOf);
  const met = names.some((name) => seen.has(name));
  for (const name of names) seen.add(name);
  const before = await known(ports, identities);
  const there = before ? { leadId: before.id } : {};
  const news = customerDrafts(before, customer, now).length > 0;
  const outcome = met || before ? (news ? 'merged' : 'duplicate') : 'created';
  return resultOf(task, news ? findings : [], { outcome, ...there });
}

/** By what a customer is known again further down. */
export async function namesOfCustomer(ports: RowPorts, task: RowToTake): Promise<string[]> {
  const read = await readRow(ports, task);
  return 'row' in read ? [] : read.identities.map(nameOf);
}

async function known({ store }: RowPorts, identities: readonly Identity[]): Promise<Lead | null> {
  for (const identity of identities) {
    const holder = await store.holderOf(identity);
    if (holder) return store.load(holder);
  }
  return null;
}

async function readRow(ports: RowPorts, task: RowToTake): Promise<CustomerRead | RowResult> {
  const unreadable = refusedRow(task);
  if (unreadable) return unreadable;
  const { cells, columns, list, intake } = task;
  const now = ports.now();
  const own: Partial<Record<CustomerField, string>> = {};
  const others = cells.map((cell, i) => {
    const means = columns[i]?.means ?? null;
    if (!isOfCustomer(means)) return cell;
    if (cell !== '') own[means] ??= cell.trim();
    return '';
  });
  const context = { intake: intake.document, now, language: 'de' as const };
  const said = understandRow(others, columns, list.statement, context);
  const identities = sureKeys({ ...said, vouched: true }, said.email, intake.document);
  if (identities.length === 0)
    return refused(task, {
      field: 'externalId',
      code: 'key-missing',
      message: 'Neither an externalId nor a personal e-mail address: the customer could not be known again.',
    });
  const { document } = await ports.rules.get('agents');
  const customer = readCustomer(own, said, { agents: document.agents, now });
  return 'code' in customer
    ? refused(task, customer)
    : { customer, identities, findings: said.findings, now };
}

type Refusal = Omit<CustomerFault, 'code'> & { code: CustomerFault['code'] | 'key-missing' };

function refused({ row, columns }: RowToTake, { field, code, message }: Refusal): RowResult {
  const column = columns.find(({ means }) => means === field)?.name;
  return { row, outcome: 'refused', reason: code, field, message, ...(column ? { column } : {}) };
}
