import { line } from './text.ts';

/** Dialling code, what is dialled before national numbers, and the digits of a national number, for countries near us. */
const COUNTRIES: Record<string, readonly [code: string, trunk: string, digits: readonly [number, number]]> = {
  DE: ['49', '0', [6, 12]],
  AT: ['43', '0', [4, 13]],
  CH: ['41', '0', [9, 9]],
  LI: ['423', '', [7, 9]],
  LU: ['352', '', [4, 11]],
  FR: ['33', '0', [9, 9]],
  BE: ['32', '0', [8, 9]],
  NL: ['31', '0', [9, 9]],
  GB: ['44', '0', [9, 10]],
  IE: ['353', '0', [7, 10]],
  IT: ['39', '', [6, 12]],
  ES: ['34', '', [9, 9]],
  PT: ['351', '', [9, 9]],
  DK: ['45', '', [8, 8]],
  SE: ['46', '0', [7, 10]],
  NO: ['47', '', [8, 8]],
  FI: ['358', '0', [5, 12]],
  IS: ['354', '', [7, 9]],
  PL: ['48', '', [9, 9]],
  CZ: ['420', '', [9, 9]],
  SK: ['421', '0', [9, 9]],
  HU: ['36', '06', [8, 9]],
  SI: ['386', '0', [8, 8]],
  HR: ['385', '0', [8, 9]],
  RO: ['40', '0', [9, 9]],
  BG: ['359', '0', [7, 9]],
  GR: ['30', '', [10, 10]],
  TR: ['90', '0', [10, 10]],
  EE: ['372', '', [7, 8]],
  LV: ['371', '', [8, 8]],
  LT: ['370', '8', [8, 8]],
  UA: ['380', '0', [9, 9]],
  RU: ['7', '8', [10, 10]],
  US: ['1', '1', [10, 10]],
  CA: ['1', '1', [10, 10]],
  AU: ['61', '0', [9, 9]],
  IN: ['91', '0', [10, 10]],
  CN: ['86', '0', [9, 11]],
  JP: ['81', '0', [9, 10]],
  IL: ['972', '0', [8, 9]],
};
/** All dialling codes there are; no code is the beginning of another. */
const CODE =
  /^(1|7|20|27|3[0-4]|36|39|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|2[1-689]\d|3[578]\d|42[0137]|50\d|59\d|67[02-9]|68\d|69[0-2]|80[08]|85[02356]|87[0-48]|88[0-8]|96\d|97[0-79]|99[2-68])/;
/** National number of a country that is not in the table; E.164 allows 15 digits with the dialling code. */
const USUAL = [5, 12] as const;
const LEAST_WITHOUT_TRUNK = 9;

/**
 * Writes a phone number in E.164: `+49 (0)30 / 1234-56` is `+4930123456`.
 * It is plausible afterwards (dialling code, length), not proven to be in use.
 * @param country ISO code for numbers without dialling code
 * @returns null where no number can be read with confidence
 */
export function readPhone(typed: string, country: string): string | null {
  const text = line(typed)
    .replace(/^(tel(efon)?|phone|fon|mobil(e|funk)?|handy|mob)\s*[.:]*\s*/i, '')
    .replace(/\s*(?:;?\s?ext(?:ension)?|durchwahl|dw|#|x)\.?\s*[:=]?\s*\d{1,6}$/i, '')
    .replace(/^(\+|00)?(\d{1,3})\s*\(0\)/, '$1$2');
  if (!/^[+(]?[\d\s()/.\-–+]*$/.test(text) || text.lastIndexOf('+') > text.search(/\d/)) return null;
  const digits = text.replace(/\D/g, '');
  if (/^\(?\+/.test(text)) return international(digits);
  if (digits.startsWith('00')) return international(digits.slice(2));
  return national(digits, country);
}

function international(digits: string): string | null {
  const code = CODE.exec(digits)?.[0];
  if (!code) return null;
  const rules = Object.values(COUNTRIES).find(([known]) => known === code);
  // Many write the 0 of the national form after the dialling code as well.
  const rest =
    rules && rules[1] === '0' ? digits.slice(code.length).replace(/^0/, '') : digits.slice(code.length);
  return written(code, rest, rules?.[2] ?? USUAL);
}

function national(digits: string, country: string): string | null {
  const rules = COUNTRIES[country];
  if (!rules) return null;
  const [code, trunk, length] = rules;
  if (trunk && digits.startsWith(trunk)) return written(code, digits.slice(trunk.length), length);
  const coded = digits.startsWith(code) && digits.length > 9 ? digits.slice(code.length) : '';
  if (coded && written(code, coded, length)) return written(code, coded, length);
  // Spreadsheets eat the leading 0. What is too short for that is a number of an unknown town.
  return trunk === '' || digits.length >= LEAST_WITHOUT_TRUNK ? written(code, digits, length) : null;
}

function written(code: string, rest: string, [least, most]: readonly [number, number]): string | null {
  const italian = code === '39';
  if (rest.length < least || rest.length > most || code.length + rest.length > 15) return null;
  if ((rest.startsWith('0') && !italian) || /^(\d)\1+$/.test(rest)) return null;
  return `+${code}${rest}`;
}
