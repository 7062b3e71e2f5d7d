import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import examples from 'libphonenumber-js/examples.mobile.json';
import { type CountryCode, getExampleNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import * as z from 'zod';
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
