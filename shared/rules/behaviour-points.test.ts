import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Act } from '../domain/behaviour.ts';
import { actPoints, behaviourRows } from './behaviour-points.ts';

const NOW = '2026-11-24T09:00:00.000Z';
const daysAgo = (days: number) => new Date(Date.parse(NOW) - days * 86_400_000).toISOString();
const act = (type: string, days: number, over: Partial<Act> = {}): Act => ({
  id: `${type}-${days}`,
  type,
  at: daysAgo(days),
  ...over,
});
const behaviour = {
  actions: {
    paper: { points: 12, halfLifeDays: 30, most: 20 },
    page: { points: 1, halfLifeDays: 7, most: 3 },
  },
  most: 21,
};

describe('what behaviour is worth (R98, R103)', () => {
  it.each([
    ['at once', act('paper', 0), 12],
    ['after the half-life', act('paper', 30), 6],
    ['after twice the half-life', act('paper', 60), 3],
    ['by a machine', act('paper', 0, { void: 'too-soon' }), 0],
    ['of a type without points', act('video', 0), 0],
    ['in the future', act('paper', -1), 0],
  ])('%s', (_when, one, points) => {
    expect(actPoints(one, behaviour, NOW)).toBeCloseTo(points, 9);
  });

  it.each<[string, Act[], [string, number, number][]]>([
    ['nothing', [], []],
    ['one act', [act('paper', 0)], [['behaviour.paper', 1, 12]]],
    ['no more than the cap of the type', [act('paper', 0), act('paper', 1)], [['behaviour.paper', 2, 20]]],
    [
      'no more than the cap of all',
      [act('paper', 0), act('paper', 1), act('page', 0), act('page', 0.1), act('page', 0.2)],
      [
        ['behaviour.paper', 2, 20],
        ['behaviour.page', 3, 1],
      ],
    ],
    ['no row for what has faded', [act('page', 60)], []],
  ])('rows: %s', (_what, acts, rows) => {
    expect(behaviourRows(acts, behaviour, NOW).map(({ id, value, points }) => [id, value, points])).toEqual(
      rows,
    );
  });

  it('is whole, within the caps, and less as time goes by, whatever a stranger sends', () => {
    const acts = fc.array(
      fc.record({
        type: fc.constantFrom('paper', 'page', 'other'),
        days: fc.double({ min: -5, max: 400, noNaN: true }),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(acts, fc.nat(300), (list, later) => {
        const seen = list.map(({ type, days }, index) => act(type, days, { id: `a${index}` }));
        const rows = behaviourRows(seen, behaviour, NOW);
        const sum = rows.reduce((points, row) => points + row.points, 0);
        expect(sum).toBeLessThanOrEqual(21);
        expect(rows.every(({ points }) => Number.isInteger(points))).toBe(true);
        const past = seen.filter(({ at }) => at <= NOW);
        const fadedRows = behaviourRows(past, behaviour, daysAgo(-later));
        expect(fadedRows.reduce((points, row) => points + row.points, 0)).toBeLessThanOrEqual(sum);
      }),
    );
  });

  it('is nothing where the document says nothing of behaviour', () => {
    expect(behaviourRows([act('paper', 0)], undefined, NOW)).toEqual([]);
  });
});
