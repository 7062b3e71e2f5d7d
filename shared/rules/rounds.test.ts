import { describe, expect, it } from 'vitest';
import { newLead } from '../../test/fixtures/lead.ts';
import type { Lead } from '../domain/lead.ts';
import { exitOf, expectedValue, lastSignOfLife, RoundRules } from './rounds.ts';

const rules = RoundRules.parse({
  most: 3,
  silentDays: 90,
  value: { least: 100, chance: { cold: 0.01, warm: 0.1, hot: 0.5 } },
});
const begun = '2026-01-01T09:00:00.000Z';
const daysOn = (days: number) => new Date(Date.parse(begun) + days * 86_400_000).toISOString();
const lead = (more: Partial<Lead> = {}): Lead => ({
  ...newLead({ email: 'a@b.example' }, begun),
  state: 'qualifying',
  class: 'warm',
  ...more,
});

describe('a lead that is not ripe at the end of a round', () => {
  it.each<[string, Partial<Lead>, number, string | undefined]>([
    ['runs another round while there are rounds left', { round: 1 }, 30, undefined],
    ['leaves after the last round (R104)', { round: 2 }, 30, 'max-iterations'],
    ['has all rounds again when it came back from rest', { round: 4, roundsBefore: 3 }, 30, undefined],
    ['leaves after the last of these, too', { round: 5, roundsBefore: 3 }, 30, 'max-iterations'],
    ['stays while the silence is a day too short', {}, 89, undefined],
    ['leaves when nothing was heard of for so long', {}, 90, 'no-sign-of-life'],
    ['stays when it was heard of meanwhile', { heardAt: daysOn(40) }, 90, undefined],
    ['leaves when it is worth too little (R105)', { facts: { orderVolume: 999 } }, 30, 'small-value'],
    ['stays when it is worth just enough', { facts: { orderVolume: 1000 } }, 30, undefined],
    ['counts the budget where no volume is known', { facts: { budget: 999 } }, 30, 'small-value'],
    ['is worth less while it is cold', { class: 'cold', facts: { orderVolume: 9999 } }, 30, 'small-value'],
    ['is never too small while its volume is not known', { class: 'cold' }, 30, undefined],
  ])('%s', (_, more, days, reason) => {
    expect(exitOf(lead(more), rules, daysOn(days))?.reason).toBe(reason);
  });

  it('leaves by no rule that is not there', () => {
    const only = RoundRules.parse({ most: 100 });
    expect(exitOf(lead({ facts: { orderVolume: 1 } }), only, daysOn(3000))).toBeNull();
  });

  it('is told why in a sentence with both figures', () => {
    expect(exitOf(lead({ round: 2 }), rules, daysOn(1))?.because).toBe('3 rounds, 3 at most');
  });
});

describe('what a lead is worth', () => {
  it('follows the probability of its score where there is one', () => {
    const score = { probability: 0.25 } as Lead['score'];
    expect(
      expectedValue({ facts: { orderVolume: 1000 }, score, class: 'cold' }, { cold: 0, warm: 0, hot: 0 }),
    ).toBe(250);
  });
});

describe('the last sign of life', () => {
  it('is the newest of inquiries and what the person did besides', () => {
    expect(lastSignOfLife(lead())).toBe(begun);
    expect(lastSignOfLife(lead({ heardAt: daysOn(2) }))).toBe(daysOn(2));
  });
});
