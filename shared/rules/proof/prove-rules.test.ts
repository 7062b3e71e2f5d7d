import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../conditions.ts';
import { type ProofFinding, proveRules } from './prove-rules.ts';
import { factsOf } from './worlds.ts';

/** Rules `r0`, `r1` … each with an outcome of its own. */
const list = (...conditions: string[]) =>
  conditions.map((when, index) => ({ id: `r${index}`, when, outcome: `pool ${index}` }));
const found = (...conditions: string[]) => proveRules(list(...conditions)).findings;
const said = (findings: readonly ProofFinding[]) =>
  findings.map((finding) => [finding.kind, ...('rule' in finding ? [finding.rule] : [])].join(' '));

describe('a list of rules in which the first that holds decides', () => {
  it.each<[string, string[], string[]]>([
    ['nothing to say', ['lead.country == "DE"', 'lead.country != "DE"'], []],
    ['a gap', ['lead.country == "DE"', 'lead.country == "AT"'], ['gap']],
    [
      'an overlap',
      ['lead.country == "DE"', 'lead.employees >= 10', 'true'],
      ['overlap r0', 'overlap r0', 'overlap r1'],
    ],
    [
      'unreachable',
      ['lead.employees >= 10', 'lead.employees >= 11', 'lead.employees < 10'],
      ['unreachable r1', 'overlap r0'],
    ],
    [
      'unreachable by two together',
      ['lead.employees < 10', 'lead.employees >= 10', 'lead.country == "DE"'],
      ['unreachable r2', 'overlap r0', 'overlap r1'],
    ],
    ['a contradiction', ['lead.employees > 9 && lead.employees < 10', 'true'], ['contradiction r0']],
    [
      'fractions of money between two limits',
      ['lead.budget > 9.0 && lead.budget < 10.0', 'true'],
      ['overlap r0'],
    ],
    ['a country that cannot be', ['lead.country == "Deutschland"', 'true'], ['contradiction r0']],
    ['a status that cannot be', ['lead.authority == "boss"', 'true'], ['contradiction r0']],
    [
      'ranges side by side',
      ['lead.postcode.between("00000", "49999")', 'lead.postcode.between("50000", "99999")', 'true'],
      ['overlap r0', 'overlap r1'],
    ],
    [
      'ranges that meet',
      ['lead.postcode.between("00000", "50000")', 'lead.postcode.between("50000", "99999")', 'true'],
      ['overlap r0', 'overlap r0', 'overlap r1'],
    ],
    [
      'a range in a beginning',
      ['lead.postcode.startsWith("8")', 'lead.postcode.between("80000", "89999")', 'true'],
      ['unreachable r1', 'overlap r0', 'overlap r0'],
    ],
    [
      'beginnings that differ',
      ['lead.postcode.startsWith("80")', 'lead.postcode.startsWith("8")', 'true'],
      ['overlap r0', 'overlap r0', 'overlap r1'],
    ],
    [
      'members of a list',
      ['"demo" in lead.products', 'lead.products.exists(p, p == "demo")', 'true'],
      ['unreachable r1', 'overlap r0', 'overlap r0'],
    ],
    [
      'a number that is known to be more',
      ['!("budget" in lead.known) && lead.budget > 5.0', 'true'],
      ['contradiction r0'],
    ],
    [
      'a choice',
      [
        'lead.need == "concrete" ? lead.round > 1 : lead.round > 2',
        'lead.round <= 1',
        'lead.need != "concrete"',
      ],
      ['overlap r0', 'overlap r1'],
    ],
  ])('%s', (_case, conditions, expected) => {
    expect(said(found(...conditions))).toEqual(expected);
  });

  it('is told with an example that is as the conditions ask', () => {
    const [overlap] = found('lead.country in ["AT", "CH"]', 'lead.employees >= 1000', 'true');
    expect(overlap).toEqual({
      kind: 'overlap',
      rule: 'r0',
      with: 'r1',
      example: { 'lead.country': 'AT', 'lead.employees': 1000 },
    });
  });

  it('names what catches the leads of a rule before it', () => {
    const [dead] = found('lead.employees < 10', 'lead.employees >= 10', 'lead.country == "DE"');
    expect(dead).toMatchObject({ kind: 'unreachable', rule: 'r2', by: ['r0', 'r1'] });
  });

  it('may overlap where the outcome is the same', () => {
    const same = list('lead.country == "DE"', 'lead.employees > 5', 'true').map((rule) => ({
      ...rule,
      outcome: 'x',
    }));
    expect(proveRules(same).findings).toEqual([]);
  });

  it('says of which conditions less is known, and still finds what is sure', () => {
    const { findings, notProven } = proveRules(
      list(
        'inquiry.text.mentions(["preis"])',
        'inquiry.text.mentions(["preis"]) && lead.country == "DE"',
        'true',
      ),
    );
    expect(notProven.map(({ rule }) => rule)).toEqual(['r0', 'r1']);
    expect(said(findings)).toContain('unreachable r1');
  });

  it('says so where too many facts come together', () => {
    const many = Array.from({ length: 60 }, (_, i) => `lead.city == "c${i}" && lead.employees > ${i}`);
    const wide = Array.from({ length: 60 }, (_, i) => `lead.industry == "i${i}" && lead.score > ${i}`);
    const { findings, notProven } = proveRules(list(...many, ...wide));
    expect([findings, notProven.length]).toEqual([[], 120]);
  });

  it('uses what is sure where the rules are asked', () => {
    const rules = list('lead.state == "qualified"', 'true');
    expect(said(proveRules(rules, { 'lead.state': ['qualified'] }).findings)).toEqual([
      'unreachable r1',
      'overlap r0',
    ]);
  });
});

const atom = fc.oneof(
  fc.constantFrom('DE', 'AT', 'CH').map((value) => `lead.country == "${value}"`),
  fc.constantFrom('["DE", "AT"]', '["CH"]').map((value) => `lead.country in ${value}`),
  fc
    .tuple(fc.constantFrom('<', '<=', '>', '>=', '=='), fc.integer({ min: 0, max: 4 }))
    .map(([op, n]) => `lead.employees ${op} ${n}`),
  fc.constantFrom('1', '12', '2').map((value) => `lead.postcode.startsWith("${value}")`),
  fc
    .constantFrom(['10', '15'], ['12', '29'], ['1', '2'])
    .map(([a, b]) => `lead.postcode.between("${a}", "${b}")`),
  fc.constantFrom('demo', 'kit').map((value) => `"${value}" in lead.products`),
);
const condition = fc
  .tuple(atom, atom, atom, fc.constantFrom('&&', '||'), fc.constantFrom('&&', '||'), fc.boolean())
  .map(([a, b, c, first, second, not]) => `(${a} ${first} ${not ? '!' : ''}(${b})) ${second} ${c}`);
const lead = fc.record({
  'lead.country': fc.constantFrom('', 'DE', 'AT', 'CH', 'FR'),
  'lead.employees': fc.integer({ min: 0, max: 6 }),
  'lead.postcode': fc.stringMatching(/^[0-3]{0,3}$/),
  'lead.products': fc.subarray(['demo', 'kit', 'other']),
});

describe('whatever the rules and the leads', () => {
  it('what is proven is true of every lead', () => {
    fc.assert(
      fc.property(
        fc.array(condition, { minLength: 1, maxLength: 4 }),
        fc.array(lead, { minLength: 60, maxLength: 60 }),
        (conditions, leads) => {
          const rules = list(...conditions);
          const { findings } = proveRules(rules);
          const dead = findings.flatMap((one) =>
            one.kind === 'contradiction' || one.kind === 'unreachable' ? [one.rule] : [],
          );
          const pairs = findings.flatMap((one) =>
            one.kind === 'overlap' ? [`${one.rule} ${one.with}`] : [],
          );
          for (const facts of leads) {
            const holding = rules.filter(({ when }) => holds(when, factsOf(facts))).map(({ id }) => id);
            const [first, ...others] = holding;
            if (first === undefined) expect(findings.some(({ kind }) => kind === 'gap')).toBe(true);
            else expect(dead).not.toContain(first);
            for (const other of others) expect(pairs).toContain(`${first} ${other}`);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});
