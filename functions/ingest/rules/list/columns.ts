import type { ListColumn, ListStatement } from '../../../../shared/domain/list.ts';
import { LeadBody } from '../../../../shared/http/api/leads.ts';
import { fieldOf, purposeOf, suggestField, utmOf } from '../field-names.ts';
import type { Fields } from '../gather-fields.ts';
import { isHarmful } from '../plain-values.ts';
import { customerField } from './customer-fields.ts';

/** A name in the mapping that nothing can be read under, with what may be meant. */
export interface MappingFault {
  name: string;
  fault: 'unknown-column' | 'unknown-field';
  suggestion: string | null;
}

const MAX_NAME = 100;

/**
 * What the columns of a list mean.
 * @param map names of columns → names of fields, from whoever sends the list; it goes before what the names say
 * @param kind a list of customers has fields of its own
 */
export function readColumns(
  header: readonly string[],
  map: Readonly<Record<string, string>>,
  kind: ListStatement['kind'] = 'inquiries',
): { columns: ListColumn[]; faults: MappingFault[] } {
  const meaningOf = (key: string) => (kind === 'customers' ? customerField(key) : null) ?? leadField(key);
  const wanted = new Map(
    Object.entries(map).map(([name, field]) => [name.trim().toLowerCase(), field.trim()]),
  );
  const seen = new Map<string, number>();
  const columns = header.map((title, i): ListColumn => {
    const name = title.slice(0, MAX_NAME);
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    const key = wanted.get(title.toLowerCase()) ?? (times > 1 ? `${name} (${times})` : name);
    const safe = key === '' || isHarmful(key) ? columnName(i) : key;
    const means = meaningOf(safe);
    return { name, key: safe, means, suggestion: means || name === '' ? null : suggestField(name) };
  });
  const names = new Set(header.map((title) => title.toLowerCase()));
  const faults = [...wanted].flatMap(([name, field]): MappingFault[] => {
    if (!names.has(name)) return [{ name, fault: 'unknown-column', suggestion: null }];
    if (meaningOf(field) === null)
      return [{ name: field, fault: 'unknown-field', suggestion: suggestField(field) }];
    return [];
  });
  return { columns, faults };
}

function leadField(key: string): string | null {
  const field = fieldOf(key);
  if (field) return field;
  const utm = utmOf(key);
  if (utm) return `utm.${utm}`;
  const purpose = purposeOf(key);
  if (purpose) return `consent.${purpose}`;
  return Object.hasOwn(LeadBody.shape, key) ? key : null;
}

/** Cells without a title of their own are kept as well. */
const columnName = (i: number): string => `column ${i + 1}`;

/** The cells of a row under the names of their columns; empty ones say nothing. */
export function fieldsOf(cells: readonly string[], columns: readonly ListColumn[]): Fields {
  const fields: Fields = {};
  for (const [i, cell] of cells.entries()) {
    const text = cell.trim();
    if (text !== '') fields[columns[i]?.key ?? columnName(i)] ??= text;
  }
  return fields;
}
