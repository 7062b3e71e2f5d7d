import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../../shared/ports/lead-store.ts';
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
    const turn = fairTurn(candidates, current);
    if (turn.taker) got.set(turn.taker, (got.get(turn.taker) ?? 0) + 1);
    current = turn.ledger;
  }
  return { got, ledger: current };
}

describe('whose turn it is (R124)', () => {
  it('gives each of equals one lead a round', () => {
    const { got } = turns(
      [
        { id: 'a', weight: 1 },
        { id: 'b', weight: 1 },
        { id: 'c', weight: 1 },
      ],
      9,
    );
    expect([...got.values()]).toEqual([3, 3, 3]);
  });

  it('gives double weight double leads', () => {
    const { got } = turns(
      [
        { id: 'a', weight: 2 },
        { id: 'b', weight: 1 },
      ],
      30,
    );
    expect([got.get('a'), got.get('b')]).toEqual([20, 10]);
  });

  it('passes over who is absent, with the reason, and owes them nothing (R128)', () => {
    const away = [
      { id: 'a', weight: 1, unavailable: 'absent' },
      { id: 'b', weight: 1 },
    ];
    const { ledger } = turns(away, 10);
    const back = turns(
      [
        { id: 'a', weight: 1 },
        { id: 'b', weight: 1 },
      ],
      10,
      ledger,
    );
    expect([back.got.get('a'), back.got.get('b')]).toEqual([5, 5]);
    expect(fairTurn(away, empty).candidates[0]).toEqual({ id: 'a', passedOver: 'absent' });
  });

  it('gives the lead to nobody when nobody can take it, and leaves the standings', () => {
    const turn = fairTurn([{ id: 'a', weight: 1, unavailable: 'absent' }], empty);
    expect(turn.taker).toBeNull();
    expect(turn.ledger).toEqual(empty);
  });

  it('never lets a member drift a whole lead from the weighted share, for any weights', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 9 }),
        fc.integer({ min: 1, max: 400 }),
        (weights, count) => {
          const candidates = weights.map((weight, index) => ({ id: `m${index}`, weight }));
          const total = weights.reduce((a, b) => a + b, 0);
          let ledger = empty;
          const got = new Map<string, number>();
          for (let n = 1; n <= count; n++) {
            const turn = fairTurn(candidates, ledger);
            ledger = turn.ledger;
            if (turn.taker) got.set(turn.taker, (got.get(turn.taker) ?? 0) + 1);
            for (const { id, weight } of candidates) {
              expect(Math.abs((got.get(id) ?? 0) - (n * weight) / total)).toBeLessThan(1);
            }
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
