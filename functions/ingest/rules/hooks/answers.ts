/** From the shape of a tool to plain answers: what was asked, under which names, and what was said. */
import type { HookList, HookTool } from '../../../../shared/rules/hooks.ts';
import { fieldOf } from '../field-names.ts';
import { isPlainObject, type Plain, plainText } from '../plain-values.ts';
import { firstAt, valuesAt } from './path.ts';

export interface Answer {
  /** All that the question is called, the most readable first. */
  names: readonly string[];
  kind?: string;
  value: Plain;
}

/** Where an object stands for one answer, this is what was said, and these call it. */
const SAID = ['value', 'answer', 'response', 'textAnswers.answers[].value', 'raw_value'];
const CALLED = ['title', 'label', 'text', 'question', 'name', 'id', 'key'];
/** Parts of names, addresses, numbers and days, as form builders call them inside one field. */
const PARTS: Record<string, string> = {
  prefix: 'salutation',
  first: 'firstName',
  last: 'lastName',
  addr_line1: 'street',
  street_address: 'street',
  line1: 'street',
  address1: 'street',
  postal: 'postcode',
  zip: 'postcode',
};
/** Inside a field, Gravity Forms numbers the parts of a name and of an address. */
const NUMBERED_NAME: Record<string, string> = { 2: 'salutation', 3: 'firstName', 6: 'lastName' };
const NUMBERED_ADDRESS: Record<string, string> = { 1: 'street', 3: 'city', 5: 'postcode', 6: 'country' };

/** All answers of one lead. */
export function answersOf(lead: Plain, tool: Pick<HookTool, 'fields' | 'lists'>): Answer[] {
  const listed = tool.lists.flatMap((list) => listAnswers(lead, list));
  const at = (paths: readonly string[]) =>
    paths.flatMap((path) => valuesAt(lead, path).flatMap(memberAnswers));
  const [readable, exact] = [true, false].map((how) =>
    tool.fields.filter((path) => path !== '' && path.endsWith('|pairs') === how),
  );
  const told = at(exact ?? []);
  // A text for people says the same once more, and less surely.
  const named = told.length > 0 ? told : at(readable ?? []);
  if (listed.length + named.length > 0 || !tool.fields.includes('')) return [...listed, ...named];
  return memberAnswers(lead);
}

function listAnswers(lead: Plain, list: HookList): Answer[] {
  const asked = (list.asked?.items ?? []).flatMap((path) => valuesAt(lead, path));
  return firstAt(lead, list.items).flatMap((item) => {
    const [of] = list.asked ? valuesAt(item, list.asked.of) : [];
    const { key = [], names: called = [] } = list.asked ?? {};
    const question = asked.find((each) =>
      key.some((path) => valuesAt(each, path).some((id) => plainText(id) === plainText(of))),
    );
    const names = [
      ...(question === undefined ? [] : called.flatMap((path) => valuesAt(question, path))),
      ...list.names.flatMap((path) => valuesAt(item, path)),
      ...(of === undefined ? [] : [of]),
    ].flatMap((name) => (typeof name === 'string' || typeof name === 'number' ? [String(name)] : []));
    const said = single(firstAt(item, list.values));
    const [kind] = list.kind ? valuesAt(item, list.kind) : [];
    if (names.length === 0 || said === null) return [];
    const value = list.choices ? chosen(said, [item, question ?? null], list.choices) : said;
    return parted({ names, value, ...(typeof kind === 'string' ? { kind } : {}) });
  });
}

/** Texts of the choices whose ids were answered. */
function chosen(
  said: Plain,
  places: readonly Plain[],
  { items, id, text }: NonNullable<HookList['choices']>,
): Plain {
  const choices = places.flatMap((place) => valuesAt(place, items));
  if (choices.length === 0) return said;
  const texts = (Array.isArray(said) ? said : [said]).map((answer) => {
    const choice = choices.find((each) =>
      valuesAt(each, id).some((one) => plainText(one) === plainText(answer)),
    );
    return choice === undefined ? answer : (firstAt(choice, text)[0] ?? answer);
  });
  return texts.length === 1 ? (texts[0] ?? said) : texts;
}

/** Each member of an object as an answer. */
function memberAnswers(fields: Plain): Answer[] {
  if (!isPlainObject(fields)) return [];
  const keys = Object.keys(fields);
  return Object.entries(fields).flatMap(([key, value]): Answer[] => {
    if (value === null || value === '') return [];
    const agreed = agreedTo(key, fields);
    if (agreed !== undefined) return agreed === null ? [] : [{ names: [agreed], value: single([value]) }];
    const wrapped = isPlainObject(value) ? firstAt(value, SAID) : [];
    const names = [...(wrapped.length > 0 ? CALLED.flatMap((path) => valuesAt(value, path)) : []), key];
    const [kind] = wrapped.length > 0 ? valuesAt(value, 'type') : [];
    return parted({
      names: [numbered(key, keys) ?? [], names]
        .flat()
        .flatMap((name) => (typeof name === 'string' ? [name] : [])),
      value: wrapped.length > 0 ? single(wrapped) : single([value]),
      ...(typeof kind === 'string' ? { kind } : {}),
    });
  });
}

/** Of a consent, which Gravity Forms sends as tick, wording and number of its version: what was agreed to; null for the last two. */
function agreedTo(key: string, fields: { [key: string]: Plain }): string | null | undefined {
  const [, field, part] = /^(\d+)\.([123])$/.exec(key) ?? [];
  if (field === undefined) return undefined;
  const [tick, wording, version] = [1, 2, 3].map((each) => plainText(fields[`${field}.${each}`] ?? ''));
  const isConsent = tick === '1' && wording && /^\d+$/.test(version ?? '');
  if (!isConsent || ['5', '6'].some((each) => `${field}.${each}` in fields)) return undefined;
  return part === '1' ? wording : null;
}

/** What `1.3` is: the first name where 1 is a name, the place where it is an address. */
function numbered(key: string, keys: readonly string[]): string | undefined {
  const [, field, part = ''] = /^(\d+)\.(\d)$/.exec(key) ?? [];
  if (field === undefined) return undefined;
  const address = keys.includes(`${field}.1`) && keys.includes(`${field}.5`);
  return address ? NUMBERED_ADDRESS[part] : NUMBERED_NAME[part];
}

/** Several values become a list, one of them stays itself. */
function single(found: readonly Plain[]): Plain {
  const values = found
    .flatMap((each) => (Array.isArray(each) ? each : [each]))
    .map((each) => fileAt(each) ?? each)
    .filter((each) => each !== null && each !== '');
  return values.length === 0 ? null : values.length === 1 ? (values[0] ?? null) : values;
}

/** Where a file lies that somebody sent with a form, described by its name, kind and size. */
function fileAt(value: Plain): string | null {
  if (!isPlainObject(value) || typeof value.url !== 'string') return null;
  const parts = Object.keys(value).map((part) => part.toLowerCase());
  return ['mimetype', 'mime_type', 'size', 'filename'].some((part) => parts.includes(part))
    ? value.url
    : null;
}

/** Takes a field of several parts apart: a name, an address, a number, a day. */
function parted(answer: Answer): Answer[] {
  const { value, names } = answer;
  if (value === null) return [];
  if (!isPlainObject(value)) return [answer];
  const text = (part: string): string => {
    const said = value[part];
    return typeof said === 'string' || typeof said === 'number' ? String(said).trim() : '';
  };
  const whole = ['full', 'label', 'datetime'].map(text).find((each) => each !== '');
  if (whole !== undefined) return [{ ...answer, value: whole }];
  const number = [text('country'), text('area'), text('phone') || text('number')];
  if (number[2]) return [{ ...answer, value: number.filter(Boolean).join(' ') }];
  if (text('year') && text('month') && text('day'))
    return [
      {
        ...answer,
        value: [text('year'), text('month').padStart(2, '0'), text('day').padStart(2, '0')].join('-'),
      },
    ];
  const parts = Object.keys(value).filter((part) => text(part) !== '');
  const known = parts.map((part): Answer => {
    const name = Object.hasOwn(PARTS, part) ? PARTS[part] : fieldOf(part);
    return { names: [name ?? `${names[0]} ${part}`], value: text(part) };
  });
  return known.length > 0 ? known : [answer];
}
