import { type Kind, levels } from '../../../../shared/rules/identity.ts';
import { differentGivenNames, sameGivenName } from './given-names.ts';
import { isLike, likeness, steps } from './similarity.ts';
import type { Value } from './value.ts';

/** How two values agree: a level of their kind, and for what is the same how much it tells, in bits. */
export interface Agreement {
  level: string;
  bits: number;
}

type Compare = (left: Value, right: Value) => Agreement;

const say = (level: string, bits = 0): Agreement => ({ level, bits });

/** Compares two values of one kind. */
export function agreement(kind: Kind, left: Value, right: Value): Agreement {
  return comparers[kind](left, right);
}

/** Place in the list of levels: smaller is more alike. */
export function rank(kind: Kind, level: string): number {
  const all: readonly string[] = levels[kind];
  return all.indexOf(level);
}

const comparers: { [K in Kind]: Compare } = {
  given,
  family,
  date,
  phone: (left, right) => {
    const [short, long] =
      left.text.length < right.text.length ? [left.text, right.text] : [right.text, left.text];
    // With and without dialling code or area code: seven digits tell a subscriber.
    if (short === long || (short.length >= 7 && long.endsWith(short))) return say('exact');
    if (isExtension(short, long)) return say('different');
    return say(short.length >= 6 && steps(short, long, 1) === 1 ? 'typo' : 'different');
  },
  email,
  postcode: (left, right) => {
    if (left.text === right.text) return say('exact');
    if (steps(left.text, right.text, 1) === 1) return say('typo');
    return say(left.text.slice(0, 2) === right.text.slice(0, 2) ? 'area' : 'different');
  },
  street,
  company,
  text: (left, right) => {
    if (left.text === right.text) return say('exact', left.bits[0]);
    const spelt = spelling(left, right) ?? 'different';
    return say(spelt, spelt === 'typo' ? commonBits(left, right) : 0);
  },
  code: (left, right) => {
    if (left.text === right.text) return say('exact');
    return say(left.text.length >= 5 && steps(left.text, right.text, 1) === 1 ? 'typo' : 'different');
  },
};

/** Below four letters one other letter is another word. */
const LEAST_FOR_TYPO = 4;
const CLOSE = 0.9;
const SIMILAR = 0.78;

function spelling(left: Value, right: Value): 'typo' | 'close' | 'similar' | undefined {
  const longest = Math.max(left.text.length, right.text.length);
  if (longest >= LEAST_FOR_TYPO && steps(left.text, right.text, 1) === 1) return 'typo';
  const like = likeness(left.text, right.text);
  if (like >= CLOSE) return 'close';
  return like >= SIMILAR ? 'similar' : undefined;
}

/**
 * `anna1@` and `anna2@`, `berg7` and `berg8`: what is numbered is told apart by its number, be it different or missing.
 * @returns true for texts that are the same but for their figures
 */
function isNumbered(left: string, right: string): boolean {
  if (left === right || !(hasFigure(left) || hasFigure(right))) return false;
  return left.replace(/\d/g, '') === right.replace(/\d/g, '');
}

const [ZERO, NINE] = ['0'.charCodeAt(0), '9'.charCodeAt(0)];

function hasFigure(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= ZERO && code <= NINE) return true;
  }
  return false;
}

/** Lines of one company differ in their last two figures: who has the next one is a colleague. */
function isExtension(left: string, right: string): boolean {
  return left.length === right.length && left.slice(0, -2) === right.slice(0, -2);
}

/** A slip of the pen in a common name tells no more than the common name. */
function commonBits(left: Value, right: Value): number {
  return Math.min(left.bits[0] ?? 0, right.bits[0] ?? 0);
}

function sharesWord(left: Value, right: Value): boolean {
  if (left.words.length === 1 && right.words.length === 1) return false;
  return left.words.some((word) => word.length > 2 && right.words.includes(word));
}

function given(left: Value, right: Value): Agreement {
  if (left.text === right.text) return say('exact', left.bits[0]);
  if (sharesWord(left, right)) return say('part');
  if (isNumbered(left.text, right.text)) return say('different');
  const [a = '', b = ''] = [left.words[0], right.words[0]];
  if (sameGivenName(a, b)) return say('nickname');
  if (differentGivenNames(a, b)) return say('different');
  const spelt = spelling(left, right);
  if (spelt === 'typo') return say('typo', commonBits(left, right));
  if (left.sound === right.sound && left.sound.length > 1) return say('sound');
  if (spelt === 'close') return say('close');
  const [short, long] =
    left.text.length < right.text.length ? [left.text, right.text] : [right.text, left.text];
  if (short.length === 1 && long.startsWith(short)) return say('initial');
  return say(spelt ?? 'different');
}

function family(left: Value, right: Value): Agreement {
  if (left.text === right.text) return say('exact', left.bits[0]);
  if (sharesWord(left, right)) return say('part');
  if (isNumbered(left.text, right.text)) return say('different');
  const spelt = spelling(left, right);
  if (spelt === 'typo') return say('typo', commonBits(left, right));
  if (left.sound === right.sound && left.sound.length > 1) return say('sound');
  return say(spelt ?? 'different');
}

/** Dates as eight digits; a part that is not known is written `.`. */
function date(left: Value, right: Value): Agreement {
  const [a, b] = [left.text, right.text];
  if (a === b) return say('exact');
  const year = a.slice(0, 4) === b.slice(0, 4);
  const month = a.slice(4, 6) === b.slice(4, 6);
  const day = a.slice(6) === b.slice(6);
  const turned = year && a.slice(4, 6) === b.slice(6) && a.slice(6) === b.slice(4, 6);
  if (turned || steps(a, b, 1) === 1) return say('typo');
  if (Number(year) + Number(month) + Number(day) === 2) return say('part');
  const months = Math.abs(Number(a.slice(4, 6)) - Number(b.slice(4, 6)));
  if (months <= 1 && steps(a.slice(0, 4), b.slice(0, 4), 1) <= 1) return say('near');
  return say(year ? 'distant' : 'different');
}

function email(left: Value, right: Value): Agreement {
  if (left.text === right.text) return say('exact');
  const [[a = '', home], [b = '', other]] = [left.words, right.words];
  // One mailbox under two names, `max+fair@` and `max@`: evidence, no sure key, for not every server reads it so.
  if (a === b && (a.length > 3 || home === other)) return say('local');
  if (isNumbered(a, b)) return say('different');
  if (steps(left.text, right.text, 2) <= 2) return say('typo');
  return say(a.length > 3 && isLike(a, b, CLOSE) ? 'close' : 'different');
}

function street(left: Value, right: Value): Agreement {
  if (left.text === right.text && left.number === right.number) return say('exact');
  const [short, long] =
    left.text.length < right.text.length ? [left.text, right.text] : [right.text, left.text];
  const begins = short.length >= LEAST_FOR_TYPO && long.startsWith(short);
  const alike = begins || isLike(left.text, right.text, CLOSE);
  const number = left.number === right.number;
  if (alike) return say(number || left.number === '' || right.number === '' ? 'close' : 'name');
  return say(number && left.number !== '' ? 'number' : 'different');
}

/** Shares of what two companies tell that must agree. */
const COMPANY: readonly (readonly [level: string, share: number])[] = [
  ['close', 0.8],
  ['similar', 0.55],
  ['related', 0.3],
];

function company(left: Value, right: Value): Agreement {
  if (left.text === right.text) return say('exact', sum(left.bits));
  const [few, many] = inOrder(left, right);
  let taken = 0;
  let common = 0;
  for (let i = 0; i < few.words.length; i++) {
    const at = many.words.findIndex(
      (other, place) => ((taken >> place) & 1) === 0 && sameWord(few.words[i] ?? '', other),
    );
    if (at < 0) continue;
    taken |= 1 << at;
    common += Math.min(few.bits[i] ?? 0, many.bits[at] ?? 0);
  }
  const share = (2 * common) / (sum(left.bits) + sum(right.bits) || 1);
  return say(COMPANY.find(([, least]) => share >= least)?.[0] ?? 'different', common);
}

/** The one with fewer words first, so that who came first makes no difference. */
function inOrder(left: Value, right: Value): [Value, Value] {
  const less = left.words.length - right.words.length || (left.text < right.text ? -1 : 1);
  return less < 0 ? [left, right] : [right, left];
}

function sameWord(left: string, right: string): boolean {
  return left === right || (left.length > LEAST_FOR_TYPO && isLike(left, right, CLOSE));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
