import type { Lead } from '../../../../shared/domain/lead.ts';
import type { Connector, CrmField, CrmMapping } from '../../../../shared/rules/connectors.ts';
import { presets } from './presets.ts';

type Value = string | number | boolean;
type Mapped = Record<string, Record<string, Value>>;

/**
 * A lead as a receiver knows it: objects with fields, by the preset of the connector and what differs from it. What is
 * not known is left out.
 * @returns null where the receiver takes the lead as it is (`leitwerk` without a mapping)
 */
export function mapLead(lead: Lead, { like, mapping }: Pick<Connector, 'like' | 'mapping'>): Mapped | null {
  const preset: CrmMapping = like === 'leitwerk' ? {} : presets[like];
  const names = [...new Set([...Object.keys(preset), ...Object.keys(mapping)])];
  if (names.length === 0) return null;
  const source = sourceOf(lead);
  const objects = names.map((name) => [name, fieldsOf({ ...preset[name], ...mapping[name] }, source)]);
  return Object.fromEntries(objects);
}

function fieldsOf(fields: Record<string, CrmField>, source: object): Record<string, Value> {
  const known = Object.entries(fields).flatMap(([name, field]) => {
    const value = fieldValue(field, source);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(known);
}

function fieldValue(field: CrmField, source: object): Value | undefined {
  if (typeof field === 'string') return at(source, field);
  if ('always' in field) return field.always;
  const value = at(source, field.from);
  const named = value === undefined ? undefined : field.values[String(value)];
  return named ?? value;
}

/** The value at a path; lists become one text. */
function at(source: object, path: string): Value | undefined {
  let value: unknown = source;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = Object.entries(value).find(([key]) => key === name)?.[1];
  }
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : undefined;
}

/** The lead with what receivers ask for under names of its own: the newest order, a last name that is never empty. */
function sourceOf(lead: Lead): object {
  const { firstName, lastName, name, company, email } = lead.facts;
  const person = [firstName, lastName].filter(Boolean).join(' ') || name || company || email || lead.id;
  return {
    ...lead,
    person,
    lastName: lastName ?? name ?? person,
    company: company ?? person,
    channel: lead.inquiries[0]?.channel,
    order: lead.orders.at(-1),
    ...(lead.state === 'lost' ? { lostReason: lead.reason } : {}),
  };
}
