import transliterate from '@sindresorhus/transliterate';

const UMLAUTS: ReadonlyMap<number, string> = new Map(
  Object.entries({ ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' }).map(([letter, pair]) => [
    letter.charCodeAt(0),
    pair,
  ]),
);

/** What a character of a text does: it belongs to a word, ends one, falls out of it, or needs the tables of all scripts. */
const [ENDS, WORD, OUT, UMLAUT, OTHER] = [0, 1, 2, 3, 4];
const LAST = 0xff;
const ROLES = Uint8Array.from({ length: LAST + 1 }, (_, code) => roleOf(code));

function roleOf(code: number): number {
  const letter = String.fromCharCode(code);
  if (/[a-z0-9]/.test(letter)) return WORD;
  if (UMLAUTS.has(code)) return UMLAUT;
  if (/['`]/.test(letter)) return OUT;
  return /[\x20-\x7e]/.test(letter) ? ENDS : OTHER;
}

/**
 * The words of a text as they are compared: small Latin letters and digits.
 * @returns `plainWords('  Łódź–Straße 5')` is `['lodz', 'strasse', '5']`; umlauts are written out (`Müller` → `mueller`)
 */
export function plainWords(text: string): string[] {
  return germanWords(text.toLowerCase()) ?? latinWords(text);
}

/** The same with one space between the words. */
export function plain(text: string): string {
  return plainWords(text).join(' ');
}

/** One pass over what nearly all names are written in; undefined where another letter comes up. */
function germanWords(text: string): string[] | undefined {
  const words: string[] = [];
  let word = '';
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const role = code > LAST ? OTHER : ROLES[code];
    if (role === WORD) continue;
    if (role === OTHER) return undefined;
    if (at > from) word += text.slice(from, at);
    from = at + 1;
    if (role === UMLAUT) word += UMLAUTS.get(code);
    if (role !== ENDS || word === '') continue;
    words.push(word);
    word = '';
  }
  if (from < text.length) word += text.slice(from);
  if (word !== '') words.push(word);
  return words;
}

/** The tables for every other script take 20 µs a text. */
function latinWords(text: string): string[] {
  const latin = transliterate(text).toLowerCase().replace(/['`´]/g, '');
  return latin.split(/[^a-z0-9]+/).filter(Boolean);
}

const [A, E] = ['a'.charCodeAt(0), 'e'.charCodeAt(0)];
const bitsOf = (letters: string): number =>
  [...letters].reduce((bits, one) => bits | (1 << (one.charCodeAt(0) - A)), 0);
const [STEMS, VOWELS] = [bitsOf('aou'), bitsOf('aeiouq')];
const isOneOf = (letters: number, code: number): boolean => code >= A && ((letters >> (code - A)) & 1) === 1;

/**
 * Takes the written-out umlauts off again, so that `mueller`, `muller` (from `Müller` and `Muller`) are the same. After
 * another vowel the e belongs to what follows (`bauer`, `neue`).
 */
export function skeleton(word: string): string {
  let bare = '';
  let from = 0;
  for (let at = 1; at < word.length; at++) {
    if (word.charCodeAt(at) !== E || !isOneOf(STEMS, word.charCodeAt(at - 1))) continue;
    if (at > 1 && isOneOf(VOWELS, word.charCodeAt(at - 2))) continue;
    bare += word.slice(from, at);
    from = at + 1;
  }
  return from === 0 ? word : bare + word.slice(from);
}
