import * as z from 'zod';
import { LeadBody, type LeadField } from '../../../shared/http/api/leads.ts';
import { type FieldName, fieldOf, isContainer, purposeOf, utmOf } from './field-names.ts';
import { isHarmful, isPlainObject, type Plain } from './plain-values.ts';
import { readYesNo } from './synonyms.ts';
import { line } from './text.ts';

export type Fields = { [key: string]: Plain };

export interface Gathered {
  /** By canonical name; scalars as text or number, never empty. */
  fields: Partial<Record<FieldName, Plain>>;
  consents: Record<string, { given: boolean; wording?: string; at?: string }>;
  utm: Record<string, string>;
  /** What has no canonical field, by the name that the sender gave it. */
  extra: Record<string, Plain>;
  /** Names of filled fields that people do not see. */
  honeypots: string[];
}

/** What fields may hold that the API description does not name. */
const Helper = z.string().max(1000);
/** Fields that are numbers where the sender says so; all others are text. */
const NUMERIC: readonly string[] = ['budget', 'orderVolume', 'employees'];
const CONSENT_PARTS = ['given', 'wording', 'at'];
const MAX_CONSENTS = 20;
const MAX_UTM = 20;
/** Lengths of the names under which things are kept, in characters. */
const MAX_KEY = 100;
const MAX_NAME = 50;

/**
 * Sorts the fields of a form by what they mean.
 * @param honeypots names of fields that people do not see, from the intake document
 */
export function gatherFields(body: Fields, honeypots: readonly string[]): Gathered {
  const gathered: Gathered = {
    fields: {},
    consents: {},
    utm: {},
    extra: {},
    honeypots: [],
  };
  const entries = unfold(body);
  // Canonical names first, so that `email` wins over `mail` whatever their order.
  for (const canonical of [true, false]) {
    for (const [key, value] of entries) {
      if (isEmpty(value)) continue;
      const field = fieldOf(key);
      if (canonical !== (field === key)) continue;
      if (honeypots.includes(key)) gathered.honeypots.push(key);
      else sortOne(gathered, key, value, field);
    }
  }
  return gathered;
}

/** Lifts the fields out of containers such as `form_fields` and `address`. */
function unfold(body: Fields, depth = 0): [string, Plain][] {
  return Object.entries(body).flatMap(([key, value]): [string, Plain][] => {
    const lift = isPlainObject(value) && depth < 3 && isContainer(key);
    return lift ? unfold(value, depth + 1) : [[key, value]];
  });
}

function isEmpty(value: Plain): boolean {
  if (typeof value === 'string') return value.trim() === '';
  return value === null || (Array.isArray(value) && value.every(isEmpty));
}

function sortOne(to: Gathered, key: string, value: Plain, field: FieldName | null): void {
  if (key === 'extra' && isPlainObject(value)) {
    for (const [name, inner] of Object.entries(value)) keep(to, name, inner);
    return;
  }
  if (key === 'utm' && isPlainObject(value)) {
    for (const [name, inner] of Object.entries(value)) tag(to, name, inner);
    return;
  }
  const utm = utmOf(key);
  const purpose = field ? null : purposeOf(key);
  if (utm) tag(to, utm, value);
  else if (purpose) consent(to, key, purpose, value);
  else if (!field || to.fields[field] !== undefined) keep(to, key, value);
  else to.fields[field] = NUMERIC.includes(field) && typeof value === 'number' ? value : textOf(field, value);
}

/** Scalars become text; several values become a list of products, or are joined. */
function textOf(field: FieldName, value: Plain): Plain {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (field === 'products')
    return (Array.isArray(value) ? value : [value]).map((each) => textOf('product', each));
  if (!Array.isArray(value)) return value;
  const texts = value.filter((each) => typeof each === 'string' || typeof each === 'number').map(String);
  return texts.length === value.length ? texts.join(', ') : value;
}

function tag(to: Gathered, name: string, value: Plain): void {
  const text = textOf('source', value);
  const room = Object.keys(to.utm).length < MAX_UTM;
  if (typeof text === 'string' && room) to.utm[label(name, MAX_NAME)] = line(text).slice(0, 500);
  else keep(to, `utm_${name}`, value);
}

function consent(to: Gathered, key: string, purpose: string, value: Plain): void {
  if (isPlainObject(value) && Object.keys(value).every((name) => !CONSENT_PARTS.includes(name))) {
    for (const [name, inner] of Object.entries(value))
      consentPart(to, `${key}.${name}`, purposeOf(name) ?? name, inner);
  } else consentPart(to, key, purpose, value);
}

function consentPart(to: Gathered, key: string, purpose: string, value: Plain): void {
  const said = isPlainObject(value) ? value : { given: value };
  const given = readYesNo(said.given);
  if (given === null || Object.keys(to.consents).length >= MAX_CONSENTS) {
    keep(to, key, value);
    return;
  }
  to.consents[label(purpose, MAX_NAME)] = {
    given,
    ...(typeof said.wording === 'string' ? { wording: line(said.wording).slice(0, 2000) } : {}),
    ...(typeof said.at === 'string' ? { at: said.at } : {}),
  };
}

function keep(to: Gathered, key: string, value: Plain): void {
  to.extra[label(key, MAX_KEY)] ??= value;
}

/** A name that is safe to keep something under. */
function label(name: string, length: number): string {
  const text = line(name).slice(0, length) || 'field';
  return isHarmful(text) ? `${text}_` : text;
}

/** Fields of the API description, with the schema that each value must meet. */
export function meets(field: FieldName, value: Plain): 'yes' | 'too-long' | 'unreadable' {
  const schema = isLeadField(field) ? LeadBody.shape[field] : Helper;
  const issue = schema.safeParse(value).error?.issues[0];
  if (!issue) return 'yes';
  return JSON.stringify(issue).includes('"too_big"') ? 'too-long' : 'unreadable';
}

function isLeadField(field: string): field is LeadField {
  return Object.hasOwn(LeadBody.shape, field);
}
