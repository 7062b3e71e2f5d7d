import { Authority, Need, usualChannels } from '../../domain/facts.ts';
import { LeadClass, Stage } from '../../domain/lead.ts';
import { State } from '../../domain/lifecycle.ts';
import { declaredFacts } from '../condition-facts.ts';
import type { Atom } from './atoms.ts';

export type FactValue = string | number | string[];

/** Facts with a closed list of values. */
const closed: Readonly<Record<string, readonly string[]>> = {
  'lead.authority': Authority.options,
  'lead.need': Need.options,
  'lead.class': ['', ...LeadClass.options],
  'lead.stage': ['', ...Stage.options],
  'lead.state': State.options,
};
/** Facts with a list of values that a company may add to. */
const open: Readonly<Record<string, readonly string[]>> = {
  'lead.channel': ['', ...usualChannels],
  'inquiry.channel': ['', ...usualChannels],
};
/** A value that no condition names. */
const ADDED = 'added_by_a_company';
/** What a text must look like to be a value at all. */
const shapes: Readonly<Record<string, RegExp>> = {
  'lead.country': /^([A-Z]{2})?$/,
  'lead.language': /^([a-z]{2}.{0,3})?$/,
};
const declared = Object.entries(declaredFacts).flatMap(([scope, facts]) =>
  Object.entries(facts).map(([name, type]) => ({ fact: `${scope}.${name}`, type })),
);
const factsOfType = (wanted: string): readonly string[] =>
  declared.flatMap(({ fact, type }) => (type === wanted ? [fact] : []));
const numbers = factsOfType('double');
const lists = factsOfType('list<string>');
const withFractions: readonly string[] = ['lead.budget', 'lead.orderVolume'];
/** Names in a list whose every combination is a case. */
const MOST_LISTED = 8;

/**
 * Values of a fact such that whatever value a lead has, one of these answers all atoms in the same way. Values that the
 * conditions name come first, because they make the clearest examples. Null where there are too many.
 */
export function casesOf(fact: string, atoms: readonly Atom[]): FactValue[] | null {
  const constants = atoms.flatMap(({ asks }) => asks.constants);
  const allowed = closed[fact];
  if (allowed) return [...allowed];
  if (numbers.includes(fact))
    return numberCases(
      fact,
      constants.filter((value) => typeof value === 'number'),
    );
  const texts = [...new Set(constants.filter((value) => typeof value === 'string'))];
  const usual = open[fact];
  if (usual && atoms.every(({ asks }) => asks.how === 'value'))
    return [...new Set([...usual, ...texts, ADDED])];
  if (lists.includes(fact)) return texts.length > MOST_LISTED ? null : subsets(texts);
  const shape = shapes[fact];
  const found = shape ? [...texts, '', ...others(fact)] : textCases(atoms, texts);
  return [...new Set(found)].filter((value) => shape === undefined || shape.test(value));
}

/** A value of the right shape that no condition names. */
function others(fact: string): string[] {
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const pairs = letters.flatMap((first) => letters.map((second) => first + second));
  return fact === 'lead.country' ? pairs.map((pair) => pair.toUpperCase()) : pairs;
}

/** Each limit, one value between any two, one below and one above all. No number that leads have is below 0. */
function numberCases(fact: string, constants: readonly number[]): number[] {
  const limits = [...new Set(constants)].sort((a, b) => a - b);
  const whole = !withFractions.includes(fact);
  const between = limits.flatMap((limit, i) => {
    const next = limits[i + 1];
    if (next === undefined) return whole ? Math.floor(limit) + 1 : limit + 1;
    return whole ? Math.floor(limit) + 1 : (limit + next) / 2;
  });
  const [first] = limits;
  const below = first === undefined ? [] : [whole ? Math.ceil(first) - 1 : first / 2, 0];
  return [...limits, ...between, ...below, 0].filter(
    (value, i, all) => value >= 0 && (!whole || Number.isInteger(value)) && all.indexOf(value) === i,
  );
}

function subsets(names: readonly string[]): string[][] {
  return Array.from({ length: 2 ** names.length }, (_, chosen) =>
    names.filter((_name, i) => (chosen >> i) % 2 === 1),
  );
}

const alphabet = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'];

/**
 * Atoms about a text ask where it stands in the order of texts, and ranges also how long it is. So for each length that is
 * asked, and one that is not, the first text behind each limit is a case.
 */
function textCases(atoms: readonly Atom[], constants: readonly string[]): string[] {
  const prefixes = atoms.flatMap(({ asks }) =>
    asks.how === 'prefix' ? asks.constants.filter((value) => typeof value === 'string') : [],
  );
  const ends = prefixes.flatMap((prefix) => behind(prefix, prefix.length) ?? []);
  const limits = [...new Set([...constants, ...ends])];
  const asked = atoms.flatMap(({ asks }) => (asks.how === 'range' ? [String(asks.constants[0]).length] : []));
  const longer = 1 + Math.max(0, ...limits.map((limit) => limit.length));
  const lengths = [...new Set([...asked, longer])];
  const following = ['', ...limits].flatMap((limit) =>
    lengths.flatMap((length) => behind(limit, length) ?? []),
  );
  const [plain, odd] = [following.filter(isPlain), following.filter((value) => !isPlain(value))];
  return [...limits, ...plain, '', ...odd];
}

/** Digits only: what a postcode looks like. */
const isPlain = (value: string): boolean => /^\d+$/.test(value);

/** The first text of that length, in letters and digits, that stands behind another one; null where there is none. */
function behind(limit: string, length: number): string | null {
  if (limit.length < length) return limit.padEnd(length, '0');
  const letters = [...limit.slice(0, length)];
  for (let place = length - 1; place >= 0; place--) {
    const next = alphabet.find((letter) => letter > (letters[place] ?? ''));
    if (next) return [...letters.slice(0, place), next].join('').padEnd(length, '0');
  }
  return null;
}
