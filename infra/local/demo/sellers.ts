/** What people of the company do with a lead: decided by the lead's own chance, whoever of them has it. */
import { atWork } from './calendar.ts';
import type { Person } from './people.ts';
import { chanceOf, type Random } from './random.ts';

export interface Step {
  /** ISO instant */
  readonly at: string;
  readonly action: Readonly<Record<string, unknown>>;
}

const HOUR = 60;
const DAY = 8 * HOUR;

/**
 * What an owner does from the assignment on, in order; nothing where the owner lets the lead lie.
 * @param turn 1 for the first owner @param at ISO instant of the assignment
 */
export function ownersSteps(seed: string, person: Person, turn: number, at: string): Step[] {
  const chance = chanceOf(seed, person.key, 'owner', turn);
  const fate = turn === 1 ? chance.weighted({ take: 84, ignore: 9, decline: 7 }) : 'take';
  if (fate === 'ignore') return [];
  const decided = atWork(at, early(chance, 6 * HOUR));
  if (fate === 'decline') {
    const reason = chance.pick(['no-capacity', 'wrong-territory', 'conflict']);
    return [{ at: decided, action: { action: 'decline', reason } }];
  }
  return [{ at: decided, action: { action: 'accept' } }, ...contact(person, chance, decided)];
}

function contact(person: Person, chance: Random, accepted: string): Step[] {
  // Somebody who never calls loses the lead to the next owner.
  if (chance.happens(0.04)) return [];
  const at = atWork(accepted, chance.happens(0.12) ? chance.between(9, 20) * HOUR : early(chance, 8 * HOUR));
  const made = { at, action: { action: 'contacted' } };
  const next = chance.weighted(
    person.heat === 'hot'
      ? { opportunity: 68, lost: 12, return: 8, nothing: 12 }
      : { opportunity: 34, lost: 22, return: 20, nothing: 24 },
  );
  const then = atWork(at, chance.between(4, 32) * HOUR);
  if (next === 'nothing') return [made];
  if (next === 'opportunity') return [made, ...opportunity(person, chance, then)];
  if (next === 'lost') return [made, { at: then, action: lost(chance) }];
  const reason = chance.pick(['not-ripe', 'not-ripe', 'wrong-data', 'not-reachable', 'wrong-product']);
  return [made, { at: then, action: { action: 'return', reason, missing: 'timeframe' } }];
}

function opportunity({ key, wish }: Person, chance: Random, at: string): Step[] {
  const volume = Math.round((wish.orderVolume * (0.8 + chance.next() * 0.4)) / 500) * 500;
  const opened = { at, action: { action: 'opportunity', volume } };
  const end = chance.weighted({ won: 46, lost: 24, open: 30 });
  const then = atWork(at, chance.between(1, 9) * DAY);
  if (end === 'open') return [opened];
  if (end === 'lost') return [opened, { at: then, action: lost(chance) }];
  const value = Math.round((volume * (0.85 + chance.next() * 0.25)) / 500) * 500;
  return [opened, { at: then, action: { action: 'won', value, orderId: `A-${key}` } }];
}

function lost(chance: Random): Step['action'] {
  const reason = chance.weighted({
    competitor: 30,
    price: 25,
    'no-budget': 15,
    'no-need': 15,
    'no-decision': 15,
  });
  return { action: 'lost', reason };
}

/** What the call agent finds out about somebody who is not ripe yet; nothing where nobody could be reached. */
export function callersSteps(seed: string, person: Person, at: string): Step[] {
  const chance = chanceOf(seed, person.key, 'call', at);
  if (!chance.happens(0.6)) return [];
  const called = atWork(at, chance.between(4, 20) * HOUR);
  const { product, budget, orderVolume, authority, need } = person.wish;
  const facts = { product, budget, orderVolume, authority, need, employees: person.employees };
  const [, months = '6'] = /(\d+)/.exec(person.wish.timeframe) ?? [];
  const timeframe = new Date(Date.parse(at) + Number(months) * 30 * 86_400_000).toISOString().slice(0, 10);
  return [
    { at: called, action: { action: 'call-note', result: 'reached' } },
    { at: called, action: { action: 'qualify', facts: { ...facts, timeframe } } },
  ];
}

/** Who left a number only is called back: that is the answer. A few numbers lie about for days. */
export function callBack(seed: string, person: Person, at: string): Step {
  const chance = chanceOf(seed, person.key, 'call back');
  const after = chance.happens(0.12) ? chance.between(3, 5) * DAY : early(chance, 6 * HOUR);
  return { at: atWork(at, after), action: { action: 'call-note', result: 'reached' } };
}

/** What becomes of an inquiry that somebody must look at first. */
export function reviewersStep(seed: string, key: string, at: string): Step {
  const after = chanceOf(seed, key, 'review').between(1, 9) * HOUR;
  return { at: atWork(at, after), action: { action: 'review', decision: 'reject' } };
}

/**
 * Minutes of office hours: soon more often than late, and not before half an hour. In half hours: what several do at the
 * same instant is worked off together.
 */
const early = (chance: Random, most: number): number =>
  30 * (1 + Math.floor((most / 30) * chance.next() ** 2));
