/** From the body of a form or ad tool to the fields of its leads, by the tool's table of names. */
import type { HookTool } from '../../../../shared/rules/hooks.ts';
import { readEmail } from '../email-address.ts';
import { fieldOf, purposeOf, utmOf } from '../field-names.ts';
import type { Fields } from '../gather-fields.ts';
import { isHarmful, isPlainObject, type Plain, plainText } from '../plain-values.ts';
import { fold } from '../text.ts';
import { type Answer, answersOf } from './answers.ts';
import { firstAt, valuesAt } from './path.ts';
import { fieldAsked } from './question.ts';

export interface HookLead {
  /** As a form would have posted them. */
  fields: Fields;
  externalId: string | null;
  /** Somebody tries the tool out. */
  test: boolean;
  /** The tool tells of something else. */
  other: boolean;
  /** The body tells only the id. */
  elsewhere: boolean;
}

/** Advertisers are sent such values when they try a form out. */
const TEST_VALUE = /^<test lead:|^test lead: dummy data/i;
const MAX_LEADS = 100;

/** The leads of one body, each once; none where nothing is a lead. */
export function readHook(body: Plain, tool: HookTool): HookLead[] {
  const wholes = Array.isArray(body) ? body : [body];
  const leads = wholes.flatMap((whole) => firstAt(whole, tool.leads).filter(isPlainObject));
  const read = leads.slice(0, MAX_LEADS).map((lead) => readLead(lead, tool));
  const seen = new Set<string>();
  return read.filter(({ externalId }) => {
    const known = externalId !== null && seen.has(externalId);
    if (externalId !== null) seen.add(externalId);
    return !known;
  });
}

function readLead(lead: Plain, tool: HookTool): HookLead {
  const ignored = ignoring(tool.ignore);
  const answers = answersOf(lead, tool).filter(({ names }) => !names.some(ignored));
  const fields = sortAnswers(answers, tool);
  for (const [target, paths] of Object.entries(tool.about)) {
    const [found] = firstAt(lead, paths);
    const text = typeof found === 'string' || typeof found === 'number' ? String(found) : '';
    if (text === '') continue;
    if (target === 'capturedAt') fields.capturedAt = instant(text) ?? '';
    else if (target.startsWith('utm.')) fields[target.replace('.', '_')] = text;
    else fields[target] ??= text;
  }
  const { externalId } = fields;
  const [test] = tool.test ? valuesAt(lead, tool.test) : [];
  return {
    fields,
    externalId: typeof externalId === 'string' ? externalId : null,
    test:
      test === true ||
      test === 'true' ||
      answers.some(({ value }) =>
        TEST_VALUE.test(Array.isArray(value) ? plainText(value[0]) : plainText(value)),
      ),
    other: Object.entries(tool.only).some(([path, said]) =>
      valuesAt(lead, path).some((value) => !said.includes(plainText(value))),
    ),
    elsewhere: answers.length === 0 && tool.fetch !== undefined && valuesAt(lead, tool.fetch).length > 0,
  };
}

function ignoring(patterns: readonly string[]): (name: string) => boolean {
  const whole = new Set(patterns.filter((each) => !each.endsWith('*')).map((each) => each.toLowerCase()));
  const starts = patterns.filter((each) => each.endsWith('*')).map((each) => each.slice(0, -1).toLowerCase());
  return (name) =>
    whole.has(name.toLowerCase()) || starts.some((start) => name.toLowerCase().startsWith(start));
}

/** Gives each answer its canonical field: the surer way to know it goes first, and what no field is for keeps its name. */
function sortAnswers(answers: readonly Answer[], tool: HookTool): Fields {
  const names = new Map(Object.entries(tool.names).map(([name, field]) => [fold(name), field]));
  const fields: Fields = {};
  let open = answers;
  const ways = [
    (answer: Answer) =>
      answer.names
        .map((name) => names.get(fold(bare(name)))?.replace(/^utm[.]/, 'utm_'))
        .find((field) => field !== undefined),
    (answer: Answer) => answer.names.map((name) => known(bare(name))).find(Boolean),
    ({ kind = '' }: Answer) => tool.kinds[kind],
    ({ names: asked, value }: Answer) => asked.map((name) => fieldAsked(bare(name), value)).find(Boolean),
    ({ value }: Answer) => (typeof value === 'string' && readEmail(value) ? 'email' : undefined),
    unnamed,
  ];
  for (const way of ways) open = open.filter((answer) => !placed(fields, way(answer), answer));
  for (const {
    names: [name = 'field'],
    value,
  } of open)
    add(fields, name, value);
  return fields;
}

/** `q3_fullName` is what Jotform calls its third field, `tel-619` what Contact Form 7 calls one for a number. */
function bare(name: string): string {
  return name.replace(/^q\d+_/i, '').replace(/^(e-?mail|tel|textarea|url|name|message)-\d{1,6}$/i, '$1');
}

/** A field of ours, or what the intake itself knows to keep apart. */
function known(name: string): string | undefined {
  return fieldOf(name) ?? (utmOf(name) || purposeOf(name) ? name : undefined);
}

/** What tools call a question that they do not describe: a number, or an id. */
const ID = /^(?:[\d.]+|[\da-f]{6,10}|[A-Za-z\d]{12})$/;

/** What a field without any name but an id holds: a phone number, somebody's name, or what somebody wrote. */
function unnamed({ names, value }: Answer): string | undefined {
  if (typeof value !== 'string' || !names.every((name) => ID.test(name))) return undefined;
  if (/^(?:\+|0|\()[\d\s()/.-]{6,25}$/.test(value)) return 'phone';
  if (/^\p{Lu}[\p{L}'’-]+(?:\s[\p{L}'’.-]+){0,2}\s\p{Lu}[\p{L}'’-]+$/u.test(value)) return 'name';
  return value.length >= 20 && /\S\s+\S+\s+\S/.test(value) ? 'message' : undefined;
}

/** @returns false where the field is taken by something else: then the answer keeps its own name */
function placed(fields: Fields, field: string | undefined | null, { names, value }: Answer): boolean {
  if (field === undefined || field === null) return false;
  if (field === '') return true;
  if (field.startsWith('extra.')) {
    add(fields, field.slice('extra.'.length), value);
    return true;
  }
  const old = fields[field];
  if (old === undefined) fields[field] = typeof value === 'number' ? String(value) : value;
  else if (
    field === 'message' &&
    typeof old === 'string' &&
    typeof value === 'string' &&
    !old.includes(value)
  )
    fields.message = `${old}\n\n${value}`;
  else if (plainText(old) !== plainText(value)) add(fields, names[0] ?? field, value);
  return true;
}

/** Keeps an answer under the name of its question, as one of ours only on purpose. */
function add(fields: Fields, name: string, value: Plain): void {
  const { extra } = fields;
  if (isHarmful(name)) return;
  if (isPlainObject(extra)) extra[name] = Object.hasOwn(extra, name) ? (extra[name] ?? value) : value;
  else fields.extra = { [name]: value };
}

/** An instant as tools write it: seconds or milliseconds since 1970, ISO with or without zone, which is then UTC. */
function instant(text: string): string | null {
  const number = /^\d{10}$/.test(text) ? Number(text) * 1000 : /^\d{13}$/.test(text) ? Number(text) : null;
  const zoned = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/.test(text)
    ? `${text.replace(' ', 'T')}Z`
    : text;
  const date = new Date(number ?? zoned);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
