import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { listFromJson } from './from-json.ts';

const rowsOf = (value: unknown) => {
  const list = listFromJson(Buffer.from(JSON.stringify(value)));
  return list && parse(list);
};

describe('a customer that the CRM sends as JSON', () => {
  it('is a list of one row', () => {
    const customer = { email: 'eva@ott.example', company: 'Ott "Eva"; GmbH', orderValue: 12.5, vip: true };
    expect(rowsOf(customer)).toEqual([
      ['email', 'company', 'orderValue', 'vip'],
      ['eva@ott.example', 'Ott "Eva"; GmbH', '12.5', 'true'],
    ]);
  });

  it('may stand beside others that have other columns, and texts of several lines', () => {
    expect(
      rowsOf([{ email: 'a@b.example' }, { owner: 'anke', email: 'c@d.example\nx' }, { owner: null }]),
    ).toEqual([
      ['email', 'owner'],
      ['a@b.example', ''],
      ['c@d.example\nx', 'anke'],
      ['', ''],
    ]);
  });

  it.each([
    ['nothing', undefined],
    ['a text', 'eva@ott.example'],
    ['no row', []],
    ['a row without a column', {}],
    ['what is nested', { email: { work: 'eva@ott.example' } }],
    ['a list in a row', [{ products: ['demo'] }]],
  ])('is refused where it is %s', (_, value) => {
    expect(listFromJson(Buffer.from(JSON.stringify(value) ?? ''))).toBeNull();
  });
});
