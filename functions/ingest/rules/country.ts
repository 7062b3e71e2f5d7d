import { fold } from './text.ts';

/** Codes that the names of the standard know and that are no country of anybody's address. */
const NO_COUNTRIES = ['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ'];
/** The names that come most, and those that the standard does not know. */
const ALIASES = new Map([
  ...spelt(
    'DE',
    'deutschland germany brd bundesrepublikdeutschland bundesrepublik deu ger d allemagne germania alemania',
  ),
  ...spelt('AT', 'oesterreich austria aut a autriche'),
  ...spelt('CH', 'schweiz switzerland che sui suisse svizzera'),
  ...spelt('LI', 'liechtenstein fuerstentumliechtenstein fl'),
  ...spelt('NL', 'holland nederland dieniederlande thenetherlands nld'),
  ...spelt('BE', 'belgique belgie bel'),
  ...spelt('FR', 'fra f'),
  ...spelt('IT', 'italia ita i'),
  ...spelt('ES', 'espana esp e'),
  ...spelt('PL', 'polska pol'),
  ...spelt('DK', 'danmark dnk'),
  ...spelt('SE', 'sverige swe'),
  ...spelt('NO', 'norge nor'),
  ...spelt('FI', 'suomi fin'),
  ...spelt('LU', 'lux letzebuerg'),
  ...spelt('CZ', 'cze tschechischerepublik czechrepublic cesko'),
  ...spelt('SK', 'svk slowakischerepublik slovakrepublic slovensko'),
  ...spelt('HU', 'hun magyarorszag'),
  ...spelt('HR', 'hrv hrvatska'),
  ...spelt('TR', 'tur turkey tuerkiye turkiye'),
  ...spelt('IE', 'irl republicofireland eire'),
  ...spelt(
    'GB',
    'uk gbr england scotland schottland wales grossbritannien greatbritain britain nordirland northernireland',
  ),
  ...spelt('US', 'usa unitedstatesofamerica vereinigtestaatenvonamerika amerika america'),
  ...spelt('RU', 'rus russischefoederation russianfederation'),
  ...spelt('AE', 'uae vae'),
  ...spelt('KR', 'korea kor'),
]);

function spelt(code: string, words: string): [name: string, code: string][] {
  return words.split(' ').map((word) => [word, code]);
}

let names: Map<string, string> | undefined;

/** German and English names of all countries out of Node's own tables; made at the first unusual question (20 ms). */
function allNames(): Map<string, string> {
  if (names) return names;
  names = new Map();
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const codes = letters.flatMap((one) => letters.map((two) => one + two));
  for (const language of ['de', 'en']) {
    const display = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
    for (const code of codes) {
      const name = NO_COUNTRIES.includes(code) ? undefined : display.of(code);
      if (name) names.set(fold(name), code);
    }
  }
  return names;
}

function isCode(code: string): boolean {
  if (!/^[A-Z]{2}$/.test(code) || NO_COUNTRIES.includes(code)) return false;
  return new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }).of(code) !== undefined;
}

/**
 * The ISO code of a country given as code or by its German or English name; null if there is none such.
 * @returns for example `DE` for `Germany`, `BRD`, `de`, `Deutschland (DE)`
 */
export function readCountry(typed: string): string | null {
  const code = typed.trim().toUpperCase();
  const words = [fold(typed), fold(typed.replace(/\([^()]*\)/g, ' '))];
  const known = words.map((word) => ALIASES.get(word)).find(Boolean);
  if (known) return known;
  if (isCode(code)) return code;
  return words.map((word) => allNames().get(word)).find(Boolean) ?? null;
}
