import { companyWords } from '../../../../shared/rules/company-name.ts';
import type { Kind } from '../../../../shared/rules/identity.ts';
import { plainWords, skeleton } from '../../../../shared/rules/plain.ts';
import { cologne } from './cologne.ts';

/** A value made ready to be compared many times. */
export interface Value {
  /** The whole value, normalised, without spaces. */
  text: string;
  words: readonly string[];
  /** Cologne phonetics of the first word. */
  sound: string;
  /** Digits that matter: house number, date, subscriber number. */
  number: string;
  /** How much the text (first entry) or each word tells, in bits. */
  bits: readonly number[];
}

/** Bits that a value tells: log2 of how many people have to be asked until one has it. */
export type Rarity = (value: string) => number;

const STREETS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    strasse: 'str',
    street: 'st',
    avenue: 'ave',
    av: 'ave',
    road: 'rd',
    drive: 'dr',
    place: 'pl',
    platz: 'pl',
    boulevard: 'blvd',
    lane: 'ln',
    court: 'ct',
    parkway: 'pkwy',
    circuit: 'cct',
    crescent: 'cres',
    terrace: 'tce',
    north: 'n',
    south: 's',
    east: 'e',
    west: 'w',
  }),
);

/** Letters of a text that are compared: who writes more, writes prose. */
const LONGEST = 60;
/** Words of a company that are compared, each with each. */
const MOST_WORDS = 8;

/** Makes a value of a kind ready; null where nothing to compare is left. */
export function makeValue(kind: Kind, raw: string, rarity: Rarity): Value | null {
  const value = makers[kind](raw, rarity);
  return value.text === '' ? null : value;
}

const makers: { [K in Kind]: (raw: string, rarity: Rarity) => Value } = {
  given: whole,
  family: whole,
  date: (raw) => digits(raw.replaceAll('-', '')),
  phone: (raw) => digits(subscriber(raw)),
  email: (raw) => {
    const text = raw.trim().toLowerCase();
    const at = text.lastIndexOf('@');
    const tag = text.indexOf('+');
    const local = text.slice(0, Math.max(tag < 0 || tag > at ? at : tag, 0));
    return { text, words: [local, text.slice(at + 1)], sound: '', number: '', bits: [] };
  },
  postcode: (raw) => {
    const words = plainWords(raw);
    const [first = ''] = words;
    if (words.length === 1 && digitsAtStart(first) === first.length) return digits(first);
    const text = words.join(' ').replace(/^(?:de|d|at|a|ch) ?(?=\d{4})/, '');
    return digits(/^\d{5} \d{4}$/.test(text) ? text.slice(0, 5) : text.replaceAll(' ', ''));
  },
  street,
  company: (raw, rarity) => {
    const all = companyWords(plainWords(raw.slice(0, 2 * LONGEST)));
    const words = skeletons(all.slice(0, MOST_WORDS));
    return new Text(words, joined(words), words.map(rarity));
  },
  text: whole,
  code: (raw) => digits(plainWords(raw).join('')),
};

function digits(text: string): Value {
  return { text, words: [], sound: '', number: text, bits: [] };
}

/** The digits of a phone number without the zeros before it. */
function subscriber(raw: string): string {
  const written = raw.startsWith('+') ? raw.slice(1) : raw;
  const all = digitsAtStart(written) === written.length ? written : written.replace(/\D/g, '');
  return all.startsWith('0') ? all.replace(/^0+/, '') : all;
}

const [ZERO, NINE] = ['0'.charCodeAt(0), '9'.charCodeAt(0)];

/** How many digits a text begins with. */
function digitsAtStart(text: string): number {
  let at = 0;
  while (at < text.length && text.charCodeAt(at) >= ZERO && text.charCodeAt(at) <= NINE) at++;
  return at;
}

/** The sound is only asked for where the spelling differs, and costs as much as all else. */
class Text implements Value {
  readonly text: string;
  readonly words: readonly string[];
  readonly bits: readonly number[];
  readonly number: string;
  #sound: string | undefined;

  constructor(words: readonly string[], text: string, bits: readonly number[], number = '') {
    this.text = text;
    this.words = words;
    this.bits = bits;
    this.number = number;
  }

  get sound(): string {
    this.#sound ??= cologne(this.words[0] ?? '');
    return this.#sound;
  }
}

/** The words without written-out umlauts, in the same place. */
function skeletons(words: string[]): string[] {
  for (let i = 0; i < words.length; i++) words[i] = skeleton(words[i] ?? '');
  return words;
}

const joined = (words: readonly string[]): string => (words.length === 1 ? (words[0] ?? '') : words.join(''));

/** A text that is as rare as its words together. */
function whole(raw: string, rarity: Rarity): Value {
  const words = skeletons(plainWords(raw.slice(0, LONGEST)));
  const text = joined(words);
  return new Text(words, text, [rarity(text)]);
}

/** Figures of a house number. */
const LONGEST_NUMBER = 5;

function street(raw: string): Value {
  const words = plainWords(raw.slice(0, LONGEST)).map(streetWord);
  const at = words.findIndex(isHouseNumber);
  const found = words[at] ?? '';
  if (at >= 0 && words.length > 1) words.splice(at, 1);
  skeletons(words);
  return new Text(words, joined(words), [], found.slice(0, digitsAtStart(found)));
}

function streetWord(word: string): string {
  return STREETS.get(word) ?? (word.endsWith('strasse') ? word.slice(0, -'asse'.length) : word);
}

/** `5`, `117a` */
function isHouseNumber(word: string): boolean {
  const count = digitsAtStart(word);
  return count > 0 && count <= LONGEST_NUMBER && (count === word.length || /^\d+[a-z]$/.test(word));
}
