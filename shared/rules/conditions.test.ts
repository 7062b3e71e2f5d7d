import { describe, expect, it } from 'vitest';
import { newLead } from '../../test/fixtures/lead.ts';
import { Condition, compileCondition, conditionFacts, holds } from './conditions.ts';

const now = '2026-11-24T09:00:00.000Z';
const known = newLead(
  {
    country: 'DE',
    employees: 120,
    products: ['demo', 'basic'],
    product: 'demo',
    need: 'concrete',
    budget: 0,
  },
  now,
);
const unknown = newLead({}, now);

describe('a condition of a rule document', () => {
  it.each([
    ['lead.country == "DE"', true],
    ['lead.country in ["AT", "CH"]', false],
    ['lead.employees >= 100 && lead.employees < 250', true],
    ['lead.employees == 120', true],
    ['lead.employees != 120', false],
    ['lead.employees * 2 - 40 == 200', true],
    ['lead.budget + lead.orderVolume > 0', false],
    ['"demo" in lead.products', true],
    ['lead.products.exists(product, product.startsWith("bas"))', true],
    ['size(lead.products) > 2', false],
    ['!(lead.need in ["general", "none"])', true],
    ['"budget" in lead.known && !("orderVolume" in lead.known)', true],
    ['inquiry.channel == "web_form"', true],
    ['organisation.domain == ""', true],
    ['lead.postcode.startsWith("5") ? true : lead.country == "DE"', true],
  ])('%s is %s for a company of 120 in Germany', (text, expected) => {
    expect(holds(text, conditionFacts(known))).toBe(expected);
  });

  it.each([
    'lead.country == ""',
    'lead.employees == 0',
    'lead.products == []',
    'lead.authority == "unknown"',
  ])('has a value for what is not known: %s', (text) => {
    expect(holds(text, conditionFacts(unknown))).toBe(true);
  });

  it.each([
    ['Bitte senden Sie mir ein Angebot.', true],
    ['Ihre ANGEBOTE und Preislisten bitte', true],
    ['Gegenangebot folgt', false],
    ['Bitte Infomaterial zusenden.', false],
    ['', false],
  ])('finds a wish in "%s": %s', (text, expected) => {
    const facts = conditionFacts(known, { channel: 'email', source: 'sales', text });
    expect(holds('inquiry.text.mentions(["angebot"])', facts)).toBe(expected);
  });

  it.each([
    ['59999', false],
    ['60000', true],
    ['69999', true],
    ['70000', false],
    ['6500', false],
    ['', false],
  ])('knows whether the postcode "%s" lies in a range: %s', (postcode, expected) => {
    const { lead, ...others } = conditionFacts(known);
    const facts = { ...others, lead: { ...lead, postcode } };
    expect(holds('lead.postcode.between("60000", "69999")', facts)).toBe(expected);
  });
});

describe('a condition that is refused', () => {
  it.each([
    ['lead.contry == "DE"', 'there is no fact contry', 'did you mean country?'],
    ['leed.country == "DE"', 'there is no fact leed', 'did you mean lead?'],
    ['lead.firstName == "Anna"', 'there is no fact firstName', undefined],
    ['lead.birthDate > "1990-01-01"', 'there is no fact birthDate', undefined],
    ['lead.employees >= "100"', 'these do not fit together: number >= text', undefined],
    ['lead.country', 'gives a text, not true or false', undefined],
    ['lead.country == "DE" &&', 'Unexpected token: EOF', undefined],
    [
      'lead.country.matches("D.")',
      'matches cannot be used in a condition',
      expect.stringContaining('contains'),
    ],
    [
      'timestamp(lead.timeframe) > timestamp("2026-01-01")',
      'timestamp cannot be used in a condition',
      expect.anything(),
    ],
    ['dyn(lead.country) == 1', 'dyn cannot be used in a condition', expect.anything()],
    ['cel.bind(x, lead.country, x == "DE")', 'bind cannot be used in a condition', expect.anything()],
    ['lead.employees / 0.0 > 1.0', '/ cannot be used in a condition', undefined],
    ['lead.products[3] == "demo"', '[] cannot be used in a condition', undefined],
    ['{"a": 1} == {}', 'Exceeded maxMapEntries (0)', undefined],
    [
      'lead.products.exists(a, lead.products.exists(b, a == b))',
      'exists cannot be used inside exists or all',
      undefined,
    ],
    [
      'lead.products.all(a, lead.country == "DE" || lead.known.exists(b, a == b))',
      'exists cannot be used inside exists or all',
      undefined,
    ],
    [`lead.country in [${'"DE",'.repeat(60)}"AT"]`, 'Exceeded maxListElements (50)', undefined],
    [`${'('.repeat(40)}true${')'.repeat(40)}`, 'Exceeded maxDepth (20)', undefined],
    ['lead.country == "DE" || '.repeat(30), 'longer than 600 characters', 'make it two rules'],
  ])('%s: %s', (text, message, suggestion) => {
    expect(compileCondition(text)).toMatchObject({
      ok: false,
      message,
      ...(suggestion ? { suggestion } : {}),
    });
  });

  it('says where in the text the mistake is', () => {
    expect(compileCondition('lead.country == "DE" && lead.contry == "AT"')).toMatchObject({ at: 29 });
    expect(Condition.safeParse('lead.contry == ""').error?.issues[0]?.message).toBe(
      'there is no fact contry, at character 6',
    );
  });

  it('stops the work and never decides where a document was accepted with it', () => {
    expect(() => holds('lead.contry == ""', conditionFacts(known))).toThrow('condition-broken');
  });

  it('fails with a code where whole numbers grow over their limit', () => {
    expect(() => holds('size(lead.products) + 9223372036854775807 > 0', conditionFacts(known))).toThrow(
      'condition-failed',
    );
  });
});
