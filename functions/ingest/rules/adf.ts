/**
 * The lead mail of the car trade, ADF 1.0 (Auto-lead Data Format): XML that is seldom well-formed, since the examples of its
 * specification are not. Read as a row of tags; what a document type declares is never looked at.
 */
import type { Fields } from './gather-fields.ts';
import type { Plain } from './plain-values.ts';

interface Element {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
  text: string;
}

const TOKEN = /<(\/?)([A-Za-z][\w:.-]{0,50})([^<>]{0,500})>|([^<]+)|</g;
const ATTRIBUTE = /(?<![\w:-])([\w:-]{1,50})\s{0,5}=\s{0,5}["'“”‘’]?([^"'“”‘’<>]{0,200})["'“”‘’]?/g;
const MAX_LENGTH = 500_000;
const MAX_DEPTH = 50;
const MAX_PROSPECTS = 50;
const CHARACTERS: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Whether a text is an ADF document or has one in it. */
export function hasAdf(text: string): boolean {
  return /<adf[\s>]/i.test(text) || (/<prospect[\s>]/i.test(text) && /<customer[\s>]/i.test(text));
}

/** The prospects of an ADF document as the fields of a form; none where there is none. */
export function readAdf(text: string): Fields[] {
  const start = text.search(/<(?:adf|prospect)[\s>]/i);
  if (start < 0) return [];
  const root = parse(text.slice(start, start + MAX_LENGTH));
  return all(root, 'prospect').slice(0, MAX_PROSPECTS).map(prospectFields);
}

/** Closing tags close what is open by their name; all that was left open inside is closed with it. */
function parse(text: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  for (const [, closes, name, rest = '', words = ''] of withoutSections(text).matchAll(TOKEN)) {
    const inside = open.at(-1) ?? root;
    if (name === undefined) {
      inside.text += decoded(words);
      continue;
    }
    const tag = name.toLowerCase();
    if (closes) {
      const at = open.findLastIndex((each) => each.name === tag);
      if (at > 0) open.length = at;
      continue;
    }
    const element: Element = { name: tag, attributes: attributesOf(rest), children: [], text: '' };
    inside.children.push(element);
    if (!rest.trimEnd().endsWith('/') && open.length < MAX_DEPTH) open.push(element);
  }
  return root;
}

/** Comments go, and what is marked as text becomes text. */
function withoutSections(text: string): string {
  let rest = text;
  let plain = '';
  for (;;) {
    const start = rest.search(/<!--|<!\[CDATA\[/);
    if (start < 0) return plain + rest;
    const isComment = rest.startsWith('<!--', start);
    const end = rest.indexOf(isComment ? '-->' : ']]>', start);
    plain += rest.slice(0, start);
    if (end < 0) return plain;
    if (!isComment)
      plain += rest
        .slice(start + 9, end)
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;');
    rest = rest.slice(end + 3);
  }
}

function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,4}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return Object.hasOwn(CHARACTERS, name) ? (CHARACTERS[name] ?? whole) : whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

function attributesOf(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name = '', value = ''] of text.matchAll(ATTRIBUTE))
    if (!/^(?:__proto__|constructor|prototype)$/.test(name)) attributes[name.toLowerCase()] = decoded(value);
  return attributes;
}

/** Elements of a name, wherever they are below, but not inside one another. */
function all(within: Element, name: string): Element[] {
  return within.children.flatMap((child) => (child.name === name ? [child] : all(child, name)));
}

function said(within: Element | undefined, name: string): string {
  const [found] = within ? all(within, name) : [];
  return found ? wordsOf(found) : '';
}

function wordsOf(element: Element): string {
  return [element.text, ...element.children.map(wordsOf)]
    .join(' ')
    .replace(/[^\S\n]+/g, ' ')
    .trim();
}

function prospectFields(prospect: Element): Fields {
  const [customer] = all(prospect, 'customer');
  const [contact = customer] = customer ? all(customer, 'contact') : [];
  const [vendor] = all(prospect, 'vendor');
  const [provider] = all(prospect, 'provider');
  const vehicles = all(prospect, 'vehicle').map(vehicleText).filter(Boolean);
  const requested = said(prospect, 'requestdate');
  const comments = [
    said(customer, 'comments'),
    ...all(prospect, 'vehicle').map((each) => said(each, 'comments')),
  ];
  const price = all(prospect, 'price').map(wordsOf).filter(Boolean);
  const extra: { [name: string]: Plain } = {
    ...(vehicles.length > 0 ? { vehicle: vehicles.join('; ') } : {}),
    ...(said(vendor, 'vendorname') || said(vendor, 'name')
      ? { vendor: said(vendor, 'vendorname') || said(vendor, 'name') }
      : {}),
    ...(said(provider, 'name') ? { provider: said(provider, 'name') } : {}),
    ...(requested ? { requestdate: requested } : {}),
    ...(price.length > 0 ? { price: price.join('; ') } : {}),
  };
  return filled({
    ...personFields(contact),
    externalId: prospect.children.find(({ name }) => name === 'id')?.text.trim() ?? '',
    message: comments.filter(Boolean).join('\n\n'),
    subject: vehicles.join('; '),
    timeframe:
      /^\d{4}-\d\d-\d\d/.exec(said(all(customer ?? prospect, 'timeframe')[0], 'latestdate'))?.[0] ?? '',
    capturedAt: instant(requested),
    extra,
  });
}

/** The customer: names by part, the e-mail address, the voice number before others, the address. */
function personFields(contact: Element | undefined): Fields {
  if (!contact) return {};
  const names = all(contact, 'name');
  const part = (wanted: string) => {
    const found = names.find(({ attributes }) => attributes.part?.toLowerCase() === wanted);
    return found ? wordsOf(found) : '';
  };
  const business = names.find(({ attributes }) => attributes.type?.toLowerCase() === 'business');
  const whole = part('full') || (names.length === 1 && names[0] ? wordsOf(names[0]) : '');
  const phones = all(contact, 'phone').toSorted((a, b) => phoneRank(a) - phoneRank(b));
  const [address] = all(contact, 'address');
  const streets = address ? all(address, 'street').map(wordsOf) : [];
  return {
    ...(business
      ? { company: wordsOf(business) }
      : { name: whole, firstName: part('first'), lastName: part('last') }),
    email: said(contact, 'email'),
    phone: phones[0] ? wordsOf(phones[0]) : '',
    street: streets.filter(Boolean).join(', '),
    city: said(address, 'city'),
    postcode: said(address, 'postalcode'),
    country: said(address, 'country'),
  };
}

function phoneRank({ attributes }: Element): number {
  return ['voice', 'cellphone', undefined, 'pager', 'fax'].indexOf(attributes.type?.toLowerCase());
}

/** `1999 Chevrolet Blazer LS`; parts that nobody closed have the next one inside. */
function vehicleText(vehicle: Element): string {
  return ['year', 'make', 'model', 'trim']
    .map((name) => all(vehicle, name)[0]?.text.trim() ?? '')
    .filter(Boolean)
    .join(' ');
}

function instant(text: string): string {
  const date = new Date(text);
  return text === '' || Number.isNaN(date.getTime()) ? '' : date.toISOString();
}

function filled(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}
