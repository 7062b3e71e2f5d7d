import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ofType, synthesised } from './synthesis.ts';

const resources = synthesised('prod');
const setup = readFileSync(resolve(import.meta.dirname, '../../docs/setup.md'), 'utf8');
const table = setup
  .slice(setup.indexOf('| part | how'))
  .split('\n\n')[0]
  ?.split('\n')
  .map((line) => line.split('|').map((cell) => cell.replace(/[*≤]/g, '').trim()));
const row = (part: string): string[] => table?.find(([, name]) => name?.startsWith(part)) ?? [];
const amounts = (cells: readonly string[]) => cells.slice(4, 7).map(Number);
const leads = [500, 10_000, 1_000_000];

describe('what a month costs, as docs/setup.md says', () => {
  it('adds up in each column', () => {
    const parts = table?.filter(([, name]) => name && !/^(part|---|sum|cents)/.test(name)) ?? [];
    expect(parts.length).toBeGreaterThan(15);
    const sums = leads.map((_, n) =>
      parts.reduce((sum, cells) => sum + (amounts(cells)[n] ?? Number.NaN), 0),
    );
    for (const [n, sum] of sums.entries()) expect(sum).toBeCloseTo(amounts(row('sum'))[n] ?? 0, 2);
    for (const [n, cents] of amounts(row('cents')).entries())
      expect(cents / ((sums[n] ?? 0) / (leads[n] ?? 1) / 0.01)).toBeCloseTo(1, 1);
  });

  it.each([
    ['alarms', 'AWS::CloudWatch::Alarm', 1],
    ['secrets', 'AWS::SecretsManager::Secret', 1],
    ['queues, polling', 'AWS::SQS::Queue', 0],
  ])('counts what the templates have: %s', (part, type, deadLettersToo) => {
    const counted = ofType(resources, type).filter(
      ({ Properties }) => deadLettersToo || Properties.RedrivePolicy,
    );
    expect(Number.parseInt(row(part)[2] ?? '', 10)).toBe(counted.length);
  });

  it('takes every call behind the API as a trace, and no other', () => {
    const [, requests] = /calls of functions behind them \| ([\d.]+)/.exec(setup) ?? [];
    for (const [n, dollars] of amounts(row('traces')).entries())
      expect(Math.abs(dollars - (Number(requests) * (leads[n] ?? 0) * 5) / 1e6)).toBeLessThan(0.006);
  });
});
