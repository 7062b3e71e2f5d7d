import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import examples from 'libphonenumber-js/examples.mobile.json';
import { type CountryCode, getExampleNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import * as z from 'zod';
import { readEmail } from '../../../functions/ingest/rules/email-address.ts';
import { readPhone } from '../../../functions/ingest/rules/phone.ts';
import { randomFrom } from '../../fixtures/random.ts';
import type { Figure } from './figure.ts';

/** Numbers that are made up for each country. */
const MADE_UP = 200;
const COUNTRIES: readonly CountryCode[] = [
  ...(['DE', 'AT', 'CH', 'LI', 'LU', 'FR', 'BE', 'NL', 'GB', 'IE'] as const),
  ...(['IT', 'ES', 'PT', 'DK', 'SE', 'NO', 'PL', 'CZ', 'HU', 'US'] as const),
];

/** Phone numbers: what becomes of them against what libphonenumber says, as E.164 or as no number. */
export function phoneFigures(folder: string): Figure[] {
  const rows = readFileSync(join(folder, 'phone/phones-reference.give.tsv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  const given = rows.map((row) => {
    const [raw = '', region = '', valid, , e164 = ''] = row.split('\t');
    const typed = z.string().parse(JSON.parse(raw));
    return readPhone(typed, region) === (valid === 'true' ? e164 : null);
  });
  const random = randomFrom(1);
  const made = COUNTRIES.flatMap((country) =>
    Array.from({ length: MADE_UP }, () => {
      const typed = madeUp(country, random);
      const known = parsePhoneNumberFromString(typed, country);
      return readPhone(typed, country) === (known?.isValid() ? known.number : null);
    }),
  );
  return [
    {
      what: 'phones as libphonenumber says',
      value: share(given),
      least: 0.985,
      gate: true,
      note: `${given.length} given`,
    },
    {
      what: 'made up phones as libphonenumber-js says',
      value: share(made),
      least: 0.985,
      gate: true,
      note: `${made.length} of ${COUNTRIES.length} countries`,
    },
  ];
}

/** A number of a country with other digits at the end, sometimes one too many or too few, in one of many spellings. */
function madeUp(country: CountryCode, random: () => number): string {
  const example = getExampleNumber(country, examples);
  if (!example) throw new Error(`no number of ${country}`);
  const kept = example.nationalNumber.slice(0, 3);
  const length = example.nationalNumber.length - kept.length + (random() < 0.1 ? 4 : random() < 0.1 ? -5 : 0);
  const rest = Array.from({ length: Math.max(length, 1) }, () => Math.floor(random() * 10)).join('');
  const known = parsePhoneNumberFromString(`+${example.countryCallingCode}${kept}${rest}`);
  if (!known) return kept;
  const spellings = [
    known.formatInternational(),
    known.formatNational(),
    known.number,
    known.number.replace('+', '00'),
    known.formatNational().replaceAll(' ', '-'),
    known.formatNational().replaceAll(' ', '/'),
    `Tel. ${known.formatInternational()}`.replace('Tel. ', random() < 0.5 ? '' : ' '),
  ];
  return spellings[Math.floor(random() * spellings.length)] ?? kept;
}

function share(met: readonly boolean[]): number {
  return met.filter(Boolean).length / met.length;
}

/** Categories of the list that are no addresses of a mail server: wrong, or allowed between mail headers only. */
const INVALID = 'ISEMAIL_ERR';
const VALID: readonly string[] = ['ISEMAIL_VALID_CATEGORY', 'ISEMAIL_DNSWARN'];
/** A country alone as domain, and two that end in a single letter, as no top level domain does. */
const TAKEN_BY_NONE: readonly string[] = [
  'ISEMAIL_VALID 5',
  'ISEMAIL_DNSWARN_NO_RECORD 13',
  'ISEMAIL_DNSWARN_NO_RECORD 37',
];

/** E-mail addresses: which are taken as they stand, against what the tests of isemail say. */
export function emailFigures(folder: string): Figure[] {
  const text = readFileSync(join(folder, 'email-address/isemail-tests.xml'), 'utf8');
  const tests = [...text.matchAll(/<test id="(\d+)">([\s\S]*?)<\/test>/g)].map(([, id, test = '']) => {
    const inner = (tag: string) => new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(test)?.[1] ?? '';
    return {
      name: `${inner('diagnosis')} ${id}`,
      category: inner('category'),
      taken: readEmail(unescaped(inner('address'))) !== null,
    };
  });
  const invalid = tests.filter(({ category }) => category === INVALID);
  const valid = tests.filter(
    ({ category, name }) => VALID.includes(category) && !TAKEN_BY_NONE.includes(name),
  );
  const taken = invalid.filter((test) => test.taken);
  const refused = valid.filter((test) => !test.taken);
  return [
    {
      what: 'e-mail addresses, invalid ones taken',
      value: taken.length / invalid.length,
      most: 0.02,
      gate: true,
      note: `${taken.length} of ${invalid.length}; blanks around one are left out first`,
    },
    {
      what: 'e-mail addresses, valid ones refused',
      value: refused.length,
      most: 0,
      gate: true,
      note: [`of ${valid.length}`, ...refused.map(({ name }) => name)].join(', '),
    },
  ];
}

/** The list writes control characters as the signs that stand for them. */
function unescaped(text: string): string {
  return text
    .replace(/&#x([0-9a-f]+);/gi, (_, hex) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/&(lt|gt|quot|amp);/g, (_, name: string) => ({ lt: '<', gt: '>', quot: '"' })[name] ?? '&')
    .replace(/[\u2400-\u2420]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0x2400));
}
