import { expect, it } from 'vitest';
import { reports } from '../reports.ts';
import { csv } from './csv.ts';

const line = (over: Partial<Record<number, string | null>>) =>
  Array.from({ length: 11 }, (_, index) =>
    index in over ? (over[index] ?? null) : index > 3 && index < 10 ? '0' : null,
  );
const written = (over: Partial<Record<number, string | null>>) =>
  csv(reports.sources, [line(over)]).split('\r\n')[1];

it('begins with the byte order mark and the columns that others rely on', () => {
  expect(csv(reports.tracking, []).startsWith('\ufeffstate;class;stage;pool;leads;oldestDays;')).toBe(true);
  expect(
    csv(reports.sources, []).startsWith('\ufeffchannel;campaign;product;region;inquiries;leads;hot;won;'),
  ).toBe(true);
  expect(csv(reports.deadlines, []).startsWith('\ufeffclock;met;late;open;overdue;p50Hours;p90Hours;')).toBe(
    true,
  );
  expect(csv(reports.tracking, []).endsWith('\r\n')).toBe(true);
});

it.each([
  ['money has a decimal comma', { 10: '1234.5' }, ';;;;0;0;0;0;0;0;1234,50'],
  ['what Athena writes with an exponent too', { 10: '1.2345678E7' }, ';;;;0;0;0;0;0;0;12345678,00'],
  ['a missing value is empty', { 10: null }, ';;;;0;0;0;0;0;0;'],
  ['a semicolon stays in its cell', { 1: 'Herbst; Winter' }, ';"Herbst; Winter";;;0;0;0;0;0;0;'],
  ['a quote is doubled', { 1: 'Aktion "Neu"' }, ';"Aktion ""Neu""";;;0;0;0;0;0;0;'],
  ['a formula is text', { 1: '=HYPERLINK("http://x")' }, `;"'=HYPERLINK(""http://x"")";;;0;0;0;0;0;0;`],
  ['also with plus, at or tab', { 1: '+1', 2: '@x', 3: '\t=1' }, `;'+1;'@x;'\t=1;0;0;0;0;0;0;`],
])('%s', (_, over, expected) => {
  expect(written(over)).toBe(expected);
});
