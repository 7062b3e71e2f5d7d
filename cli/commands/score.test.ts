import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readDocument } from '../../shared/rules/read-document.ts';
import { plantedLeads } from '../../test/fixtures/outcomes.ts';
import { scoreCommand } from './score.ts';

const folder = mkdtempSync(join(tmpdir(), 'leitwerk-score-'));
const place = (name: string) => join(folder, name);
const { columns, rows } = plantedLeads(400);
writeFileSync(place('leads.csv'), stringify([columns, ...rows], { delimiter: ';', bom: true }));
afterAll(() => rmSync(folder, { recursive: true }));

let printed: string[] = [];
beforeEach(() => {
  printed = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
});
afterEach(() => vi.restoreAllMocks());

function run(...words: string[]): void {
  scoreCommand()
    .exitOverride()
    .parse(['fit', '--leads', place('leads.csv'), '--outcome', 'result', ...words], { from: 'user' });
}

describe('leitwerk score fit', () => {
  it('tells its figures as one line of JSON and writes a document that is accepted', () => {
    run(
      '--won',
      'won',
      '--train',
      '300',
      '--out',
      place('scoring.json'),
      '--plot',
      place('plot.svg'),
      '--json',
    );
    expect(printed).toHaveLength(1);
    expect(JSON.parse(printed[0] ?? '')).toMatchObject({
      train: 300,
      test: 100,
      auc: expect.any(Number),
      aucInterval: [expect.any(Number), expect.any(Number)],
      lift10: expect.any(Number),
      brier: expect.any(Number),
      ece: expect.any(Number),
      criteria: expect.arrayContaining([{ id: 'interest', fact: 'extra.interest', weight: 4 }]),
      document: place('scoring.json'),
    });
    const text = readFileSync(place('scoring.json'), 'utf8');
    expect(readDocument('scoring', [{ name: 'scoring', text }])).toMatchObject({ ok: true });
    expect(readFileSync(place('plot.svg'), 'utf8')).toMatch(/^<svg .*<\/svg>\n$/s);
  });

  it('says the same in words, and that nothing is in force by it', () => {
    run('--out', place('words.json'), '--known-later', 'interest, size');
    expect(printed.join('\n')).toMatch(/Learned from 280 leads, judged by 120: AUC 0\.\d+/);
    expect(printed.join('\n')).toMatch(/size +declared as known later/);
    expect(printed.at(-1)).toContain('is a proposal');
  });

  it('writes the same bytes from the same file', () => {
    run('--out', place('one.json'), '--json');
    run('--out', place('two.json'), '--json');
    expect(readFileSync(place('one.json'))).toEqual(readFileSync(place('two.json')));
  });

  it('goes on from a proposal as the document in force', () => {
    run('--out', place('first.json'), '--json');
    run('--out', place('second.json'), '--document', place('first.json'), '--json');
    expect(JSON.parse(readFileSync(place('second.json'), 'utf8'))).toMatchObject({ version: 3 });
    const [first, second] = printed.map((line) => JSON.parse(line));
    expect(second.compared.inForce).toBeCloseTo(first.auc, 3);
  });

  it.each([
    [['--outcome', 'nothing'], /has no column "nothing"/],
    [['--leads', '/does/not/exist.csv'], /cannot be read/],
    [['--train', 'many'], /"many" is not a whole number/],
    [['--folds', '1'], /--folds needs 2 or more/],
    [['--document', place('leads.csv')], /is not JSON/],
  ])('refuses %j with the reason', (words, reason) => {
    expect(() => run('--out', place('refused.json'), ...words)).toThrow(reason);
  });
});

describe('leitwerk score drift', () => {
  it('tells for each criterion and the score how far the newest leads differ', () => {
    run('--out', place('drift.json'), '--json');
    printed = [];
    scoreCommand()
      .exitOverride()
      .parse(['drift', '--leads', place('leads.csv'), '--document', place('drift.json'), '--json'], {
        from: 'user',
      });
    const rows = printed.map((line) => JSON.parse(line));
    expect(rows.at(-1)).toEqual({ what: 'score', psi: expect.any(Number), verdict: 'steady' });
    expect(rows.map(({ what }) => what)).toContain('interest');
  });
});
