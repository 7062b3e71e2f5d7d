import { describe, expect, it } from 'vitest';
import { scoreLead } from '../../functions/score/rules/score-lead.ts';
import { defaultDocument } from '../../shared/adapters/memory/default-rules.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import { readDocument } from '../../shared/rules/read-document.ts';
import { newLead } from '../../test/fixtures/lead.ts';
import { dice, nothingSaid, plantedLeads, withColumn } from '../../test/fixtures/outcomes.ts';
import type { Table } from '../read-table.ts';
import { fitAndJudge } from './fit-and-judge.ts';
import { byProbability, figuresOf } from './judge.ts';
import { written } from './proposal.ts';
import { type LeadOptions, readLeads } from './read-leads.ts';

const { document: shipped } = defaultDocument('scoring');
const read = (table: Table, options: Partial<LeadOptions> = {}) =>
  readLeads(table, 'leads.csv', { ...nothingSaid, ...options }, shipped);
const learn = (table: Table, options: Partial<LeadOptions> = {}, folds: number | null = null) =>
  fitAndJudge(read(table, options), shipped, folds);

const many = plantedLeads(6000);
const fitted = learn(many);
const some = plantedLeads(1200, { seed: 2 });

describe('a scorecard fitted to leads with planted weights (R107)', () => {
  it('finds the criteria in the order of what they say, and leaves out what says nothing', () => {
    expect(fitted.report.criteria.map(({ fact }) => fact)).toEqual([
      'extra.interest',
      'extra.visits',
      'extra.size',
      'extra.origin',
    ]);
    const [first = 0, , , last = 0] = fitted.report.criteria.map(({ weight }) => weight);
    expect(first).toBe(4);
    expect(last).toBeLessThan(first);
  });

  it('grades the answers in the order of what they are worth', () => {
    const { ratings } = fitted.document;
    expect(ratings.interest).toMatchObject({ values: { demo: 4, brochure: 1 } });
    expect(ratings.size).toMatchObject({ values: { large: 3, small: 1 }, otherwise: 2, unknown: 2 });
    const visits =
      ratings.visits && 'bands' in ratings.visits ? ratings.visits.bands.map(({ rating }) => rating) : [];
    expect(visits).toEqual(visits.toSorted());
    expect(visits.length).toBeGreaterThan(2);
  });

  it('comes near the rank that knowing the weights would give, with true probabilities', () => {
    const { train, test, auc, aucInterval, lift10, brier, ece, compared } = fitted.report;
    expect([train, test]).toEqual([4200, 1800]);
    expect(auc).toBeGreaterThan(compared.regression - 0.01);
    expect(aucInterval[0]).toBeLessThan(auc);
    expect(auc).toBeLessThan(aucInterval[1]);
    expect(lift10).toBeGreaterThan(1.5);
    expect(brier).toBeLessThan(0.2);
    expect(ece).toBeLessThan(0.035);
  });

  it('follows the level of the newest leads when wins become rarer', () => {
    const before = plantedLeads(2000, { seed: 3 });
    const after = plantedLeads(2000, { seed: 4, level: -1 });
    const { report } = learn(
      { columns: before.columns, rows: [...before.rows, ...after.rows] },
      { train: 3500 },
    );
    const bias = report.calibration.reduce((sum, bin) => sum + bin.leads * (bin.expected - bin.observed), 0);
    expect(Math.abs(bias / report.test)).toBeLessThan(0.07);
  });

  it('does not fall behind plain points on few leads', () => {
    const { report } = learn(plantedLeads(200, { seed: 8 }), {}, 10);
    expect(report.auc).toBeGreaterThan(report.compared.plainPoints - 0.02);
  });
});

describe('the proposed document', () => {
  it('is accepted as a scoring document, and says neither date nor machine', () => {
    const text = written(fitted.document);
    expect(readDocument('scoring', [{ name: 'rules/scoring', text }])).toMatchObject({ ok: true });
    expect(written(learn(some).document)).toBe(written(learn(some).document));
  });

  it('scores stored leads exactly as the fit judged them', () => {
    const { test } = read(many);
    const judged = test.slice(0, 300).map(({ known, now, won }) => {
      const lead: Lead = { ...newLead(known.facts, now), extra: known.extra };
      const { score } = scoreLead(lead, { hash: 'proposed', document: fitted.document }, now, null);
      expect(score.value).toBe(score.criteria.reduce((sum, { points }) => sum + points, 0));
      return { value: score.probability ?? -1, won };
    });
    expect(judged).toEqual(byProbability(fitted.document, test.slice(0, 300)));
    expect(figuresOf(byProbability(fitted.document, test))).toMatchObject({ auc: fitted.report.auc });
  });

  it('keeps fast lane and lifts of the document in force, and counts on from its version', () => {
    const { fastLane, lifts, version } = fitted.document;
    expect({ fastLane, lifts, version }).toEqual({
      fastLane: shipped.fastLane,
      lifts: shipped.lifts,
      version: shipped.version + 1,
    });
  });

  it('makes a fifth of the leads hot and half of them warm, as a start', () => {
    const { thresholds } = fitted.document;
    const points = read(many).train.map(
      ({ known, now }) =>
        scoreLead(
          { ...newLead(known.facts, now), extra: known.extra },
          { hash: 'proposed', document: { ...fitted.document, fastLane: [], lifts: [] } },
          now,
          null,
        ).class,
    );
    const share = (name: string) => points.filter((one) => one === name).length / points.length;
    expect(share('hot')).toBeGreaterThanOrEqual(0.2);
    expect(share('hot')).toBeLessThan(0.3);
    expect(thresholds.MQL).toBeLessThanOrEqual(thresholds.warm);
  });
});

describe('columns that hold canonical facts', () => {
  const sizes = dice(5);
  const table = withColumn(
    withColumn(some, 'Branche', (row) => (row[0] === 'demo' ? 'IT' : 'Bau')),
    'Mitarbeiter',
    () => String(Math.floor(1 + sizes() * 500)),
  );

  it('are found by the names that the intake knows, and compared with the document in force', () => {
    const { report, document } = learn(table, { knownLater: ['interest'] });
    expect(report.criteria.find(({ id }) => id === 'industry')).toMatchObject({ fact: 'industry' });
    expect(document.ratings.industry).toMatchObject({ values: { IT: 4 } });
    expect(report.compared.inForce).toBeGreaterThan(0.5);
  });

  it('can be named', () => {
    const { report } = learn(some, { map: ['need=interest'] });
    expect(report.criteria.some(({ fact }) => fact === 'extra.interest')).toBe(false);
    expect(() => learn(some, { map: ['lastName=interest'] })).toThrow(
      /cannot give the fact "lastName" to a score/,
    );
  });

  it('count the time to a decision from the day of arrival', () => {
    const arrivals = withColumn(some, 'arrived', (_row, i) =>
      new Date(Date.UTC(2025, 0, 1 + (i % 300))).toISOString(),
    );
    const random = dice(9);
    const dated = withColumn(arrivals, 'timeframe', (row, i) =>
      new Date(Date.UTC(2025, 0, 1 + (i % 300) + Math.floor((row[5] === 'won' ? 60 : 200) * random())))
        .toISOString()
        .slice(0, 10),
    );
    expect(() => learn(dated, { map: ['timeframe=timeframe'] })).toThrow(/name its column by --received/);
    const { document } = learn(dated, { received: 'arrived' });
    expect(document.ratings.timeframe).toMatchObject({ fact: 'timeframe' });
    expect(document.bant.time).toEqual(['timeframe']);
    expect(document.code).toEqual({ digit: 'timeframe' });
  });
});

describe('what is refused', () => {
  it('is a list that says nothing about the outcome', () => {
    const random = dice(2);
    const noise = {
      columns: ['answer', 'result'],
      rows: Array.from({ length: 400 }, () => [random() < 0.5 ? 'a' : 'b', random() < 0.5 ? 'won' : 'lost']),
    };
    expect(() => learn(noise)).toThrow(/^Nothing that is known at arrival tells won from lost leads/);
  });

  it('is a test part that is too small to judge by', () => {
    expect(() => learn(plantedLeads(200), { train: 190 })).toThrow(
      /^10 leads, \d+ of them won, are too few to judge by/,
    );
  });
});
