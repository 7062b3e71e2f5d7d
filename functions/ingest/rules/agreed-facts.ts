import type { Facts } from '../../../shared/domain/facts.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import type { State } from '../../../shared/domain/lifecycle.ts';
import type { OrganisationFact, OrganisationFacts } from '../../../shared/rules/look-up.ts';

/** Nobody has looked yet whether these are people, or there is nothing left of them. */
const LEFT_OUT: readonly State[] = ['quarantined', 'excluded', 'merged', 'erased'];

/** An organisation has more than one house: an address is taken whole or not at all. */
const ADDRESS = ['street', 'postcode', 'city'] as const;

/**
 * What leads of one organisation say of it: of each fact the value that most of them told, of as many the newest. What was
 * itself looked up is no evidence.
 * @param leads newest first
 * @returns the facts, and how many leads were heard
 */
export function agreedFacts(
  leads: readonly Lead[],
  wanted: readonly OrganisationFact[],
): { facts: OrganisationFacts; heard: number } {
  const told = leads.filter(({ state }) => !LEFT_OUT.includes(state)).map(toldFacts);
  const facts: Facts = {};
  for (const name of wanted) {
    if (isAddress(name)) continue;
    const value = mostFrequent(told.flatMap((known) => known[name] ?? []));
    if (value !== undefined) Object.assign(facts, { [name]: value });
  }
  const home = told.find(({ city }) => city !== undefined);
  for (const name of ADDRESS)
    if (home?.[name] !== undefined && wanted.includes(name)) facts[name] = home[name];
  return { facts, heard: told.length };
}

/** Whether any of an address is known: then a part of another one must not be added. */
export function hasAddress({ facts }: Lead): boolean {
  return ADDRESS.some((name) => facts[name] !== undefined);
}

export function isAddress(name: OrganisationFact): boolean {
  return ADDRESS.some((part) => part === name);
}

function toldFacts({ facts, lookedUp = {} }: Lead): Facts {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => !Object.hasOwn(lookedUp, name)));
}

function mostFrequent<T>(values: readonly T[]): T | undefined {
  const counted = new Map<T, number>();
  for (const value of values) counted.set(value, (counted.get(value) ?? 0) + 1);
  return [...counted].reduce<[T | undefined, number]>(
    (best, next) => (next[1] > best[1] ? next : best),
    [undefined, 0],
  )[0];
}
