import { describe, expect, it } from 'vitest';
import { defaultDocument } from '../../shared/adapters/memory/default-rules.ts';
import { dice, nothingSaid, plantedLeads, withColumn } from '../../test/fixtures/outcomes.ts';
import type { Table } from '../read-table.ts';
import { type LeadOptions, readLeads } from './read-leads.ts';

const { document: shipped } = defaultDocument('scoring');
const read = (table: Table, options: Partial<LeadOptions> = {}) =>
  readLeads(table, 'leads.csv', { ...nothingSaid, ...options }, shipped);
const table = plantedLeads(600);
const change = ({ columns, rows }: Table, cell: (value: string, i: number) => string): Table => ({
  columns,
  rows: rows.map((row, i) => [...row.slice(0, -1), cell(row.at(-1) ?? '', i)]),
});
const asked = (leads: ReturnType<typeof read>) => leads.questions.map(({ id }) => id);

describe('leads with an outcome', () => {
  it('are split by their order: 70 of 100 to learn from', () => {
    const { train, test } = read(table);
    expect([train.length, test.length]).toEqual([420, 180]);
    expect(read(table, { train: 300 }).train).toEqual(train.slice(0, 300));
  });

  it('count without those that are still open, wherever the file is cut', () => {
    const open = change(table, (value, i) => (i % 3 === 0 ? '' : value));
    const { train, test } = read(open);
    expect([train.length, test.length]).toEqual([280, 120]);
  });

  it.each([
    ['ja', 'nein'],
    ['1', '0'],
    ['Closed Won', 'Closed Lost'],
    ['gewonnen', 'verloren'],
  ])('are won by the word %s', (won, lost) => {
    const renamed = change(table, (value) => (value === 'won' ? won : lost));
    expect(read(renamed).train.map((lead) => lead.won)).toEqual(read(table).train.map((lead) => lead.won));
  });

  it('are won by the value that the caller says; all others are lost', () => {
    const three = change(table, (value, i) => (value === 'won' ? 'Deal' : i % 2 ? 'No deal' : 'No answer'));
    expect(read(three, { won: 'deal' }).train.map((lead) => lead.won)).toEqual(
      read(table).train.map((lead) => lead.won),
    );
  });

  it('are told of when a row comes twice, and used once where that is asked', () => {
    const twice = { ...table, rows: table.rows.flatMap((row, i) => (i < 50 ? [row, row] : [row])) };
    expect(read(twice).warnings.join()).toMatch(/rows repeat an earlier one exactly: --drop-duplicates/);
    const { train, test } = read(twice, { dropDuplicates: true });
    expect(train.length + test.length).toBeLessThanOrEqual(600);
  });
});

describe('what is refused, with the reason', () => {
  it.each<[string, Table, Partial<LeadOptions>, RegExp]>([
    ['99 outcomes', plantedLeads(99), {}, /^99 leads with an outcome in the file; at least 100 are needed/],
    [
      'too few to learn from',
      table,
      { train: 60 },
      /^60 leads with an outcome in the part to learn from; at least 70/,
    ],
    [
      'hardly a win',
      change(table, (_value, i) => (i % 60 ? 'lost' : 'won')),
      {},
      /^10 won and 590 lost leads in the file; at least 20 of each/,
    ],
    ['one outcome only', change(table, () => 'won'), {}, /one outcome only \(won\)/],
    ['no outcome', change(table, () => ''), {}, /no outcome/],
    [
      'three outcomes',
      change(table, (value, i) => (i % 9 ? value : 'open')),
      {},
      /Say by --won which value of "result" means a win/,
    ],
    [
      'an unknown value for won',
      table,
      { won: 'sold' },
      /"sold" is no value of "result"; it has (won, lost|lost, won)/,
    ],
    [
      'a column that is not there',
      table,
      { outcome: 'outcome' },
      /leads.csv has no column "outcome"; it has interest, visits/,
    ],
    ['such a column known later', table, { knownLater: ['tags'] }, /no column "tags"/],
  ])('%s', (_case, leads, options, reason) => {
    expect(() => read(leads, options)).toThrow(reason);
  });

  it('100 outcomes are enough', () => {
    expect(read(plantedLeads(100, { seed: 6 })).train).toHaveLength(70);
  });
});

describe('columns that are known only later', () => {
  const random = dice(3);
  const leaking = withColumn(table, 'stage', (row) =>
    row.at(-1) === 'won' ? 'signed' : random() < 0.1 ? 'signed' : 'dropped',
  );

  it('are left out with the reason when they are declared', () => {
    const { dropped, questions } = read(leaking, { knownLater: ['stage'] });
    expect(dropped).toContainEqual({
      column: 'stage',
      because: 'declared as known later than the arrival of the lead',
    });
    expect(questions.map(({ id }) => id)).not.toContain('stage');
  });

  it('are refused when they give the outcome away and nobody declared them', () => {
    expect(() => read(withColumn(table, 'paid', (row) => (row.at(-1) === 'won' ? 'x' : '')))).toThrow(
      /^"paid" \(alone AUC 1.00, settles 100 %\) nearly gives the outcome away. Declare by --known-later .* --known-at-arrival/,
    );
  });

  it('are refused when answers settle the outcome of many leads both ways', () => {
    const tags = withColumn(table, 'tags', (row, i) =>
      i % 2 ? (['a', 'b', 'c'][i % 3] ?? '') : row.at(-1) === 'won' ? 'closed' : 'ringing',
    );
    expect(() => read(tags)).toThrow(/"tags" \(alone AUC 0\.\d+, settles 50 %\)/);
  });

  it('are asked all the same when the caller says that they came with the lead', () => {
    const paid = withColumn(table, 'paid', (row) => (row.at(-1) === 'won' ? 'x' : ''));
    expect(asked(read(paid, { knownAtArrival: ['paid'] }))).toContain('paid');
  });

  it('are told of when being empty says much', () => {
    const later = withColumn(table, 'job', (row) =>
      random() < (row.at(-1) === 'won' ? 0.9 : 0.4) ? 'clerk' : '',
    );
    expect(read(later).warnings.join()).toMatch(
      /"job": \d\d % won where it is filled, \d\d % where it is empty. If it is known only later/,
    );
    expect(read(later, { knownAtArrival: ['job'] }).warnings.join()).not.toContain('job');
  });
});

describe('columns that are not asked', () => {
  it.each<[string, (row: string[], i: number) => string, RegExp]>([
    ['Anrede', (_row, i) => (i % 2 ? 'Frau' : 'Herr'), /never score/],
    ['Geschlecht', (_row, i) => (i % 2 ? 'w' : 'm'), /never score/],
    ['Date of birth', (_row, i) => `1980-01-${(i % 28) + 1}`, /never score/],
    ['first_name', (_row, i) => (i % 2 ? 'Anna' : 'Paul'), /never score/],
    ['E-Mail', (_row, i) => `${i % 40}@birken.example`, /tells who somebody is/],
    ['Prospect ID', (_row, i) => `a${i * 7919}`, /a value of its own/],
    ['Lead Number', (_row, i) => String(600_000 - i), /a value of its own/],
    ['Order', (_row, i) => String(100_000 + ((i * 7919) % 600_000)), /a value of its own/],
    ['Consent', () => 'yes', /the same of nearly every lead/],
    ['Fax', (_row, i) => (i < 3 ? 'yes' : ''), /the same of nearly every lead/],
  ])('%s', (name, cell, because) => {
    const { dropped, questions } = read(withColumn(table, name, cell));
    expect(dropped).toEqual([{ column: name, because: expect.stringMatching(because) }]);
    expect(questions).toHaveLength(5);
  });

  it('does not take amounts for ids', () => {
    const random = dice(4);
    expect(asked(read(withColumn(table, 'revenue', () => (random() * 1e6).toFixed(2))))).toContain('revenue');
  });
});
