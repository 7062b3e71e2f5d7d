import { describe, expect, it } from 'vitest';
import { defaultDocument } from '../../shared/adapters/memory/default-rules.ts';
import { nothingSaid, plantedLeads, withColumn } from '../../test/fixtures/outcomes.ts';
import { driftOf, stability } from './drift.ts';
import { fitScoring } from './fit.ts';
import { readLeads } from './read-leads.ts';

const { document: shipped } = defaultDocument('scoring');
const table = plantedLeads(1000, { seed: 12 });
const { train, questions } = readLeads(table, 'leads.csv', nothingSaid, shipped);
const { document } = fitScoring(train, questions, shipped);
const verdicts = (leads: typeof table, options = {}) =>
  new Map(
    driftOf(document, leads, 'leads.csv', { map: [], ...options }).map(({ what, verdict }) => [
      what,
      verdict,
    ]),
  );

describe('the stability index', () => {
  it.each<[string, number[], number[], number]>([
    ['nothing changed', [1, 2, 1, 2], [2, 1, 1, 2], 0],
    ['half of it moved', Array(100).fill(1), [...Array(50).fill(1), ...Array(50).fill(2)], 2.6],
  ])('%s', (_case, before, after, index) => {
    expect(stability(before, after)).toBeCloseTo(index, 1);
  });
});

describe('the newest leads beside those before', () => {
  it('are steady while nothing changes', () => {
    expect(new Set(verdicts(table).values())).toEqual(new Set(['steady']));
  });

  it('are told of where a criterion and with it the score has changed', () => {
    const changed = {
      ...table,
      rows: table.rows.map((row, i) => (i < 700 ? row : ['brochure', ...row.slice(1)])),
    };
    expect(verdicts(changed).get('interest')).toBe('changed');
    expect(verdicts(changed).get('score')).toBe('changed');
    expect(verdicts(changed).get('visits')).toBe('steady');
    expect(verdicts(changed, { newest: 600 }).get('interest')).toBe('changed');
  });

  it('are told of where a column is gone', () => {
    const less = { columns: table.columns.slice(1), rows: table.rows.map((row) => row.slice(1)) };
    expect(verdicts(less).get('interest')).toBe('no column');
  });

  it('find canonical facts by their name or by what the caller says', () => {
    const named = withColumn(table, 'Branche', () => 'IT');
    const seen = (map: string[]) =>
      driftOf(shipped, named, 'leads.csv', { map }).filter(({ psi }) => psi !== null);
    expect(seen([]).map(({ what }) => what)).toEqual(['industry', 'score']);
    expect(seen(['need=interest']).map(({ what }) => what)).toEqual(['need', 'industry', 'score']);
  });

  it('are refused when they are too few', () => {
    expect(() => driftOf(document, table, 'leads.csv', { map: [], newest: 20 })).toThrow(
      /^20 new leads beside 980/,
    );
  });
});
