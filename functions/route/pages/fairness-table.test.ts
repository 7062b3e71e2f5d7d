import { expect, it } from 'vitest';
import type { Ledger } from '../../../shared/domain/ledger.ts';
import type { Markup } from '../../../shared/http/markup.ts';
import { fairTurn } from '../rules/fair-turn.ts';
import { fairnessOf } from '../rules/fairness.ts';
import { fairnessTable } from './fairness-table.ts';

const members = ['ada', 'bea', 'cem'].map((id) => ({ id, weight: 1 }));
const ledger = Array.from({ length: 200 }, (_, i) => 'ABC'[i % 3] ?? 'A').reduce(
  (before, tier) => fairTurn(members, before, tier).ledger,
  { pool: 'north', version: 0, members: {} } as Ledger,
);
const names = new Map([['ada', 'Ada']]);

/** The figures of each line as its reader sees them. */
function linesOf(table: Markup | string): number[][] {
  const rows = String(typeof table === 'string' ? table : table.text)
    .split('<tr>')
    .slice(2);
  return rows.map((row) =>
    [...row.matchAll(/<td[^>]*>([^<]*)</g)].slice(1).map(([, cell = '']) => {
      const figure = Number(cell.replace(/[^\d.,-]/g, '').replace(',', '.'));
      return cell.includes('%') ? figure / 100 : figure;
    }),
  );
}

it('a member computes every own line again from the certificate alone (R124, R127)', () => {
  const own = fairnessOf(ledger).filter(({ member }) => member === 'ada');
  const lines = linesOf(fairnessTable(own, { language: 'de', names }));
  expect(lines).toHaveLength(4);
  for (const [leads = 0, share = 0, entitled = 0, got = 0, standing = 0, bound = 0] of lines) {
    expect(leads).toBeGreaterThan(60);
    // Cells are rounded to two digits.
    expect(Math.abs(leads * share - entitled)).toBeLessThan(0.01);
    expect(Math.abs(entitled - got - standing)).toBeLessThan(0.01);
    expect(Math.abs(standing)).toBeLessThanOrEqual(bound);
  }
});
