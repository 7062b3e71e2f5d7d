/** What a list of customers says of one of them, and what of it is news. */
import type { Draft } from '../../../shared/domain/events.ts';
import { Facts } from '../../../shared/domain/facts.ts';
import type { DateFacts, Lead, Owner } from '../../../shared/domain/lead.ts';
import type { Agent } from '../../../shared/rules/agents.ts';
import type { Understood } from '../understand.ts';
import { readAmount } from './amount.ts';
import { readDay } from './day.ts';
import type { CustomerField } from './list/customer-fields.ts';

/** A customer as another system tells of them. */
export interface Customer
  extends Pick<Understood, 'facts' | 'extra' | 'consents' | 'organisation' | 'source'> {
  owner?: Owner;
  order?: { id?: string; value?: number };
  dates: DateFacts;
}

/** Why a row is not taken: the field, a code and words without what stood there. */
export interface CustomerFault {
  field: string;
  code: 'owner-unknown' | 'date-unusable' | 'number-unusable';
  message: string;
}

/**
 * Reads the columns that only customers have.
 * @param cells by what their columns mean; empty ones are absent
 * @param now ISO instant, for years of two digits
 */
export function readCustomer(
  cells: Partial<Record<CustomerField, string>>,
  said: Understood,
  { agents, now }: { agents: readonly Agent[]; now: string },
): Customer | CustomerFault {
  const owner = cells.owner === undefined ? undefined : agentOf(cells.owner, agents);
  if (owner === null)
    return {
      field: 'owner',
      code: 'owner-unknown',
      message: 'The owner is no agent of directory/agents: give the id, the name or the e-mail address.',
    };
  const value = cells.orderValue === undefined ? undefined : readAmount(cells.orderValue);
  if (value === null)
    return { field: 'orderValue', code: 'number-unusable', message: 'The value is no number.' };
  const dates: DateFacts = {};
  for (const [field, cell] of Object.entries(cells)) {
    if (!field.startsWith('date.') || cell === undefined) continue;
    const day = readDay(cell, now);
    if (!day) return { field, code: 'date-unusable', message: 'The date is no day.' };
    dates[field.slice('date.'.length)] = day;
  }
  const { facts, extra, consents, organisation, source, text } = said;
  const order = {
    ...(cells.orderId === undefined ? {} : { id: cells.orderId }),
    ...(value === undefined ? {} : { value }),
  };
  return {
    ...{ facts, consents, organisation, source, order, dates },
    extra: text ? { ...extra, message: text } : extra,
    ...(owner ? { owner } : {}),
  };
}

/** The agent whom a CRM names by id, name or e-mail address. */
function agentOf(named: string, agents: readonly Agent[]): Owner | null {
  const name = named.trim().toLowerCase();
  const found = agents.find((agent) =>
    [agent.id, agent.name, agent.email].some((one) => one.toLowerCase() === name),
  );
  return found ? { id: found.id, name: found.name } : null;
}

/**
 * What is news of a customer: nothing where all is known already. Facts, consents and organisation fill what is not known
 * here, for the person may have told newer ones; whose they are, what they bought, the days that matter and what they
 * refused, the other system knows better. Who was unknown begins as a customer; who is known stays where they are.
 * @param now ISO instant, for a purchase of unknown date
 */
export function customerDrafts(lead: Lead | null, told: Customer, now: string): Draft[] {
  const facts = Facts.parse(missing(told.facts, lead?.facts ?? {}));
  const dates = Object.fromEntries(
    Object.entries(told.dates).filter(([name, day]) => lead?.dates?.[name] !== day),
  );
  const consents = Object.fromEntries(
    Object.entries(told.consents).filter(([purpose, { given }]) => {
      const known = lead?.consents[purpose];
      return !known || (known.given && !given);
    }),
  );
  const extra = missing(told.extra, lead?.extra ?? {});
  const organisation = organisationNews(lead?.organisation ?? null, told.organisation);
  const keeper = told.owner && lead?.keeper?.id !== told.owner.id ? { keeper: told.owner } : {};
  const orders = ordersNews(lead, told, now);
  const parts = [facts, dates, consents, extra, keeper, orders];
  const news = lead === null || organisation !== null || parts.some((part) => Object.keys(part).length > 0);
  if (!news) return [];
  const data = { source: told.source, facts, extra, consents, organisation, ...keeper, orders, dates };
  return [{ type: 'CustomerKnown', ...(lead ? {} : { to: 'won' as const }), data }];
}

/** What is not known yet. */
function missing(told: object, known: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(told).filter(([name]) => !Object.hasOwn(known, name)));
}

function organisationNews(known: Lead['organisation'], told: Lead['organisation']): Lead['organisation'] {
  const both = { ...told, ...known };
  return told && Object.keys(both).length > Object.keys(known ?? {}).length ? both : null;
}

/** The purchase that is told of, by its number or its day; who never had one told of is a customer all the same. */
function ordersNews(lead: Lead | null, { source, order, dates }: Customer, now: string): Lead['orders'] {
  const day = dates.lastPurchase;
  if (order?.id === undefined && day === undefined && lead && lead.orders.length > 0) return [];
  const id = order?.id ?? `${source}:${day ?? 'customer'}`;
  if (lead?.orders.some((known) => known.id === id)) return [];
  const since = day ?? dates.customerSince;
  const at = since === undefined ? now : `${since}T12:00:00.000Z`;
  return [{ id, at, ...(order?.value === undefined ? {} : { value: order.value }) }];
}
