import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AGAIN, type Ledger } from '../../../shared/domain/ledger.ts';
import { type Candidate, fairTurn } from './fair-turn.ts';

const empty: Ledger = { pool: 'north', version: 0, members: {} };

function turns(
  candidates: readonly Candidate[],
  count: number,
  ledger = empty,
): { got: Map<string, number>; ledger: Ledger } {
  const got = new Map<string, number>();
  let current = ledger;
  for (let i = 0; i < count; i++) {
    const turn = fairTurn(candidates, current, 'A');
    if (turn.taker) got.set(turn.taker, (got.get(turn.taker) ?? 0) + 1);
    current = turn.ledger;
  }
  return { got, ledger: current };
}

const both = [
  { id: 'a', weight: 1 },
  { id: 'b', weight: 1 },
];

describe('two channels in one pool, such as direct sales and partners', () => {
  it('each get their share of every tier: neither is left with the bad leads (R125)', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        weights,
        weights,
        fc.array(fc.nat(2), { minLength: 1, maxLength: 150 }),
        (direct, partners, leads) => {
          const of = (channel: string, all: number[]) =>
            all.map((weight, index) => ({ id: `${channel}${index}`, weight }));
          const members = [...of('direct', direct), ...of('partner', partners)];
          const sum = (all: number[]) => all.reduce((total, weight) => total + weight, 0);
          const share = sum(partners) / sum([...direct, ...partners]);
          const given = new Map<string, { leads: number; partners: number }>();
          let ledger = empty;
          for (const lead of leads) {
            const tier = `tier${lead}`;
            const turn = fairTurn(members, ledger, tier);
            ledger = turn.ledger;
            const so = given.get(tier) ?? { leads: 0, partners: 0 };
            const theirs = turn.taker?.startsWith('partner') ? 1 : 0;
            given.set(tier, { leads: so.leads + 1, partners: so.partners + theirs });
          }
          // Each member is less than one lead away, so a channel is by less than the smaller one has members.
          const bound = Math.min(direct.length, partners.length);
          for (const so of given.values())
            expect(Math.abs(so.leads * share - so.partners)).toBeLessThan(bound);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('whose turn it is (R124)', () => {
  it('gives each of equals one lead a round', () => {
    const { got } = turns([...both, { id: 'c', weight: 1 }], 9);
    expect([...got.values()]).toEqual([3, 3, 3]);
  });

  it('gives double weight double leads', () => {
    const two = [
      { id: 'a', weight: 2 },
      { id: 'b', weight: 1 },
    ];
    const { got } = turns(two, 30);
    expect([got.get('a'), got.get('b')]).toEqual([20, 10]);
  });

  it('passes over who is absent, with the reason, and neither owes nor charges them anything (R128)', () => {
    const away = [
      { id: 'a', weight: 1, unavailable: 'absent' },
      { id: 'b', weight: 1 },
    ];
    const before = turns(both, 7).ledger;
    const { ledger } = turns(away, 100, before);
    expect(ledger.members.a).toEqual(before.members.a);
    const back = turns(both, 10, ledger);
    expect([back.got.get('a'), back.got.get('b')]).toEqual([5, 5]);
    expect(fairTurn(away, empty, 'A').candidates[0]).toEqual({ id: 'a', passedOver: 'absent' });
  });

  it('gives the lead to nobody when nobody can take it, and leaves the standings', () => {
    const turn = fairTurn([{ id: 'a', weight: 1, unavailable: 'absent' }], empty, 'A');
    expect(turn.taker).toBeNull();
    expect(turn.ledger).toEqual(empty);
  });

  it('goes on from standings of before there were tiers', () => {
    const old = { ...empty, members: { a: { got: 4, standing: -1 }, b: { got: 2, standing: 1 } } };
    expect(fairTurn(both, old, 'A').taker).toBe('b');
  });

  it('counts a lead that somebody did not take up apart: it costs whoever gets it nothing, and goes round as well', () => {
    let { ledger } = turns(both, 6);
    const before = ledger;
    const takers = Array.from({ length: 4 }, () => {
      const turn = fairTurn(both, ledger, AGAIN);
      ledger = turn.ledger;
      return turn.taker;
    });
    expect(takers.filter((taker) => taker === 'a')).toHaveLength(2);
    expect(ledger.stretch).toEqual(before.stretch);
    for (const id of ['a', 'b']) {
      expect(ledger.members[id]).toMatchObject({
        got: 3,
        standing: 0,
        tiers: { A: { got: 3, standing: 0 }, [AGAIN]: { got: 2, standing: 0 } },
      });
    }
  });
});

/** A pool through which leads go, with all that is promised checked after each of them. */
class Stretches {
  ledger = empty;
  private able = '';
  private readonly owed = new Map<string, number>();
  private readonly tierCount: number;

  constructor(tierCount: number) {
    this.tierCount = tierCount;
  }

  give(candidates: readonly Candidate[], tier: string): void {
    const turn = fairTurn(candidates, this.ledger, tier);
    this.ledger = turn.ledger;
    const able = candidates.filter(({ unavailable }) => !unavailable);
    const names = JSON.stringify(able);
    if (able.length === 0) return;
    if (names !== this.able) this.owed.clear();
    this.able = names;
    const weights = able.reduce((sum, { weight }) => sum + weight, 0);
    for (const { id, weight } of able) {
      for (const scope of [tier, 'all']) {
        const owed = (this.owed.get(`${scope} ${id}`) ?? 0) + weight / weights - (turn.taker === id ? 1 : 0);
        this.owed.set(`${scope} ${id}`, owed);
        if (scope === 'all') expect(Math.abs(owed)).toBeLessThanOrEqual(1 + this.tierCount / 2);
        else expect(Math.abs(owed)).toBeLessThan(1);
      }
    }
    expect(able.some(({ id }) => id === turn.taker)).toBe(true);
  }

  /** The largest distance from the share since the beginning, of one member over all tiers. */
  drift(): number {
    return Math.max(0, ...Object.values(this.ledger.members).map(({ standing }) => Math.abs(standing)));
  }
}

const weight = fc.oneof(
  fc.integer({ min: 1, max: 20 }),
  fc.double({ min: 0.05, max: 100, noNaN: true, noDefaultInfinity: true }),
);

describe('the share of a member, for any weights and any order of quality (R124)', () => {
  it('is kept to less than one lead in every tier, and to one and half the tiers in total', () => {
    fc.assert(
      fc.property(
        fc.array(weight, { minLength: 1, maxLength: 9 }),
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.nat(99), { minLength: 1, maxLength: 200 }),
        (weights, tierCount, arrivals) => {
          const members = weights.map((of, index) => ({ id: `m${index}`, weight: of }));
          const pool = new Stretches(tierCount);
          for (const arrival of arrivals) pool.give(members, `tier${arrival % tierCount}`);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is kept while the same members are there, whoever comes and goes before, and nobody is owed ever more', () => {
    const spell = fc.record({
      away: fc.array(fc.nat(6), { maxLength: 7 }),
      arrivals: fc.array(fc.nat(2), { minLength: 1, maxLength: 40 }),
    });
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 7 }),
        fc.array(spell, { minLength: 1, maxLength: 12 }),
        (weights, spells) => {
          const pool = new Stretches(3);
          for (const { away, arrivals } of spells) {
            const members = weights.map((of, index): Candidate => {
              const member = { id: `m${index}`, weight: of };
              return away.includes(index) ? { ...member, unavailable: 'absent' } : member;
            });
            for (const tier of arrivals) pool.give(members, `tier${tier}`);
          }
          expect(pool.drift()).toBeLessThan(5);
        },
      ),
      { numRuns: 60 },
    );
  });
});
