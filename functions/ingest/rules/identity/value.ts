import { companyWords } from '../../../../shared/rules/company-name.ts';
import type { Kind } from '../../../../shared/rules/identity.ts';
import { plain, skeleton } from '../../../../shared/rules/plain.ts';
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

const STREETS: Record<string, string> = {
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
};

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
  given: personal,
  family: personal,
  date: (raw) => digits(raw.replaceAll('-', '')),
  phone: (raw) => digits(raw.replace(/\D/g, '').replace(/^0+/, '')),
  email: (raw) => {
    const text = raw.trim().toLowerCase();
    const at = text.lastIndexOf('@');
    const local = text.slice(0, Math.max(at, 0)).replace(/\+.*$/, '');
    return { text, words: [local, text.slice(at + 1)], sound: '', number: '', bits: [] };
  },
  postcode: (raw) => {
    const text = plain(raw).replace(/^(?:de|d|at|a|ch) ?(?=\d{4})/, '');
    return digits(/^\d{5} \d{4}$/.test(text) ? text.slice(0, 5) : text.replaceAll(' ', ''));
  },
  street,
  company: (raw, rarity) => {
    const words = companyWords(plain(raw.slice(0, 2 * LONGEST)))
      .slice(0, MOST_WORDS)
      .map(skeleton);
    return withText(words, words.map(rarity));
  },
  text: (raw, rarity) => {
    const words = plain(raw.slice(0, LONGEST)).split(' ').map(skeleton);
    return withText(words, [rarity(words.join(''))]);
  },
  code: (raw) => digits(plain(raw).replaceAll(' ', '')),
};

function digits(text: string): Value {
  return { text, words: [], sound: '', number: text, bits: [] };
}

/** The sound is only asked for where the spelling differs, and costs as much as all else. */
class Text implements Value {
  readonly text: string;
  readonly words: readonly string[];
  readonly bits: readonly number[];
  readonly number: string;
  #sound: string | undefined;

  constructor(words: readonly string[], bits: readonly number[], number: string) {
    this.text = words.length === 1 ? (words[0] ?? '') : words.join('');
    this.words = words;
    this.bits = bits;
    this.number = number;
  }

  get sound(): string {
    this.#sound ??= cologne(this.words[0] ?? '');
    return this.#sound;
  }
}

function withText(words: readonly string[], bits: readonly number[], number = ''): Value {
  return new Text(words, bits, number);
}

function personal(raw: string, rarity: Rarity): Value {
  const words = plain(raw.slice(0, LONGEST)).split(' ').filter(Boolean).map(skeleton);
  return withText(words, [rarity(words.length === 1 ? (words[0] ?? '') : words.join(''))]);
}

function street(raw: string): Value {
  const words = plain(raw.slice(0, LONGEST))
    .split(' ')
    .map((word) => STREETS[word] ?? word.replace(/strasse$/, 'str'));
  const number = words.findIndex((word) => /^\d{1,5}[a-z]?$/.test(word));
  const names = words.filter((_, i) => i !== number).map(skeleton);
  return withText(names.length > 0 ? names : words, [], /^\d+/.exec(words[number] ?? '')?.[0] ?? '');
}
