import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultDocument } from '../../../../shared/adapters/memory/default-rules.ts';
import { IdentityDocument, levels } from '../../../../shared/rules/identity.ts';
import { blockKeysBy, candidates, MOST_CANDIDATES, MOST_KEYS } from './block-keys.ts';
import { judgeBy } from './judge.ts';
import { type Known, portrayBy } from './portrait.ts';
import { suspectBy } from './suspect.ts';

const { document: rules } = defaultDocument('identity');
const portray = portrayBy(rules);
const judge = judgeBy(rules);
const compare = (left: Known, right: Known) => judge(portray(left), portray(right));

const lena: Known = {
  firstName: 'Lena',
  lastName: 'Vogtländer',
  email: 'lena.vogtlaender@alpenbau.example',
  phone: '+4922112345670',
  street: 'Hauptstraße 5a',
  postcode: '50667',
  city: 'Köln',
  company: 'Alpen-Bau Köln GmbH',
};
/** Values that agree at every level, or are nothing, by the fields of the document. */
const IDENTITIES = [
  ['Lena', 'Leni', 'Lehna', 'L', 'Peter', 'Petra', 'Vogt', 'Lena Marie', '-'],
  ['Vogt', 'Vogd', 'Vogt-Kunz', 'Müller', 'Mueller', 'Lena', 'Schnabelewopski'],
  ['1990-01-02', '1990-02-01', '1990-01-03', '1967-09-27'],
  ['+4922112345670', '022112345670', '+4922112345671', '+49301234'],
  ['lena.vogt@a.example', 'lena.vogt@b.example', 'x+y@y.example', 'lena.vogd@a.example', 'x@y.example'],
  ['Hauptstraße 5a', 'Haupstr. 5', 'Hauptstr. 7', 'Ring 5', '?'],
  ['50667', 'D-50667', '50676', '10115'],
  ['Köln', 'Koeln', 'Kölm', 'Berlin'],
  ['Alpen-Bau Köln GmbH', 'Alpenbau Köln', 'Alpen Bau GmbH & Co. KG', 'Zander AG', 'GmbH'],
];
/** Somebody of a row of people who differ by a figure in each fact. */
const numbered = (person: Known, n: number): Known => ({
  ...only(person, 'firstName', 'postcode', 'city'),
  lastName: `Berg${n}`,
  email: `anna${n}@werk${n}.example`,
  phone: `+4922112345${n}`,
  company: `Werk ${n} GmbH`,
});
const only = (person: Known, ...names: string[]): Known =>
  Object.fromEntries(names.map((name) => [name, person[name]]));

describe('two leads, by the shipped rules (spec 2, recognising people)', () => {
  it.each<[string, Known, Known]>([
    [
      'name with phone',
      only(lena, 'firstName', 'lastName', 'phone'),
      { ...only(lena, 'firstName', 'lastName', 'phone'), email: 'lena@privat.example' },
    ],
    [
      'umlauts written out, another way of dialling',
      lena,
      { firstName: 'LENA', lastName: 'Vogtlaender', phone: '022112345670', postcode: '50667' },
    ],
    [
      'first and last name exchanged',
      lena,
      { firstName: 'Vogtländer', lastName: 'Lena', phone: lena.phone, city: 'Köln' },
    ],
    [
      'a slip in the name at the same address',
      lena,
      { ...only(lena, 'firstName', 'street', 'postcode', 'city'), lastName: 'Vogtländr' },
    ],
    [
      'a nickname with the same phone and company',
      { ...lena, firstName: 'Wilhelm' },
      { firstName: 'Willi', lastName: 'Vogtländer', phone: lena.phone, company: 'Alpenbau Köln' },
    ],
    [
      'a rare name in the same company, with another legal form',
      only(lena, 'firstName', 'lastName', 'company'),
      { firstName: 'Lena', lastName: 'Vogtländer', company: 'Alpen-Bau Köln GmbH & Co. KG' },
    ],
    [
      'name and day of birth',
      { firstName: 'Peter', lastName: 'Müller', birthDate: '1967-09-27' },
      { firstName: 'Peter', lastName: 'Mueller', birthDate: '1967-09-27' },
    ],
    [
      'a tag in the address, with name and postcode',
      { ...only(lena, 'firstName', 'lastName', 'postcode'), email: 'max@firma.example' },
      { ...only(lena, 'firstName', 'lastName', 'postcode'), email: 'max+messe@firma.example' },
    ],
  ])('are one person: %s', (_, left, right) => {
    expect(compare(left, right)).toMatchObject({ verdict: 'merge' });
  });

  it.each<[string, Known, Known]>([
    [
      'a common name in the same company',
      { firstName: 'Peter', lastName: 'Müller', company: 'Alpen-Bau Köln GmbH' },
      { firstName: 'Peter', lastName: 'Müller', company: 'Alpen-Bau Köln GmbH' },
    ],
    [
      'another last name, but the same first name, phone and day of birth',
      { firstName: 'Lena', lastName: 'Vogtländer', phone: lena.phone, birthDate: '1990-01-02' },
      { firstName: 'Lena', lastName: 'Kunz', phone: lena.phone, birthDate: '1990-01-02' },
    ],
    ['a name alone', { firstName: 'Peter', lastName: 'Müller' }, { firstName: 'Peter', lastName: 'Müller' }],
    [
      'a tag in the address, with the name alone',
      { ...only(lena, 'firstName', 'lastName'), email: 'lv+messe@firma.example' },
      { ...only(lena, 'firstName', 'lastName'), email: 'lv@firma.example' },
    ],
    ['a rare name alone', only(lena, 'firstName', 'lastName'), only(lena, 'firstName', 'lastName')],
    [
      'the same phone and address, but one first name is not known',
      only(lena, 'lastName', 'phone', 'street', 'postcode', 'city'),
      lena,
    ],
    [
      'one name, in one town, under the next number of the telephone and another address',
      { ...only(lena, 'firstName', 'lastName', 'postcode', 'city', 'phone'), email: 'lena1@a.example' },
      {
        ...only(lena, 'firstName', 'lastName', 'postcode', 'city'),
        phone: '+4922112345671',
        email: 'lena2@b.example',
      },
    ],
  ])('are for a person to decide: %s', (_, left, right) => {
    expect(compare(left, right)).toMatchObject({ verdict: 'review' });
  });

  it.each<[string, Known, Known]>([
    [
      'colleagues',
      lena,
      { ...lena, firstName: 'Bernd', lastName: 'Baumann', email: 'bernd@alpenbau.example' },
    ],
    [
      'a family that shares phone and address',
      lena,
      { ...lena, firstName: 'Jonas', email: 'jonas@privat.example' },
    ],
    [
      'two of a family who share a mailbox by tags',
      { ...lena, email: 'vogtlaender+lena@web.example' },
      { ...lena, firstName: 'Jonas', email: 'vogtlaender+jonas@web.example' },
    ],
    [
      'a tag in the address and nothing else',
      { email: 'max@firma.example' },
      { email: 'max+messe@firma.example' },
    ],
    [
      'the same tag in front of short names of two companies',
      { ...only(lena, 'firstName', 'city'), lastName: 'Vogt', email: 'lv+messe@a.example' },
      { ...only(lena, 'firstName', 'city'), lastName: 'Kunz', email: 'lv+messe@b.example' },
    ],
    ['Peter and Petra at one address', { ...lena, firstName: 'Peter' }, { ...lena, firstName: 'Petra' }],
    ['twins', { ...lena, birthDate: '1990-01-02' }, { ...lena, firstName: 'Anna', birthDate: '1990-01-02' }],
    [
      'two who write from one shared mailbox',
      { firstName: 'Lena', lastName: 'Vogtländer', email: 'info@alpenbau.example', company: 'Alpen-Bau' },
      { firstName: 'Bernd', lastName: 'Baumann', email: 'info@alpenbau.example', company: 'Alpen-Bau' },
    ],
    ['numbered people of numbered companies', numbered(lena, 1), numbered(lena, 2)],
    [
      'mailboxes of one firm that are numbered, with the next line of its telephone',
      { lastName: 'Weber', email: 'kasse1@markt.example', phone: '+4922112345670', city: 'Köln' },
      { lastName: 'Weber', email: 'kasse2@markt.example', phone: '+4922112345671', city: 'Köln' },
    ],
    [
      'a common name in different towns',
      { firstName: 'Peter', lastName: 'Müller', postcode: '50667', city: 'Köln' },
      { firstName: 'Peter', lastName: 'Müller', postcode: '10115', city: 'Berlin' },
    ],
  ])('are two people: %s', (_, left, right) => {
    expect(compare(left, right)).toMatchObject({ verdict: 'new' });
  });

  it('names the mailbox without its tag as a reason', () => {
    const { evidence } = compare(
      { ...lena, email: 'lv@firma.example' },
      { ...lena, email: 'lv+messe@firma.example' },
    );
    expect(evidence.find(({ field }) => field === 'email')?.level).toBe('local');
  });

  it('explains itself: the evidence and the start add up to the score', () => {
    const { score, evidence } = compare(lena, { ...lena, lastName: 'Lena', firstName: 'Vogtländer' });
    expect(evidence).toContainEqual({ field: 'firstName, lastName', level: 'swapped', bits: rules.swapped });
    expect(evidence.reduce((sum, { bits }) => sum + bits, rules.start)).toBeCloseTo(score, 9);
  });

  it('judges the same whoever came first', () => {
    const text = fc.option(
      fc.constantFrom('Lena', 'Leni', 'Vogt', 'Vogt-Kunz', 'Müller', 'Alpen Bau', '+49221123456'),
      { nil: undefined },
    );
    const person = fc.record(Object.fromEntries(rules.fields.map(({ name }) => [name, text])));
    fc.assert(
      fc.property(person, person, (left, right) => {
        expect(compare(left, right).score).toBeCloseTo(compare(right, left).score, 9);
      }),
    );
  });

  it('are left early only where a full comparison says two people; else all is weighed as it says', () => {
    const anything = IDENTITIES.map((values) => fc.constantFrom(undefined, ...values));
    const person = fc
      .tuple(...anything)
      .map((values): Known => Object.fromEntries(rules.fields.map(({ name }, i) => [name, values[i]])));
    const bits = fc.integer({ min: -80, max: 80 }).map((tenths) => tenths / 10);
    const document = fc.record({
      fields: fc.tuple(
        ...rules.fields.map((field) =>
          fc.record({
            ...{ name: fc.constant(field.name), kind: fc.constant(field.kind) },
            weights: fc.record(
              Object.fromEntries([...levels[field.kind], 'missing'].map((level) => [level, bits])),
            ),
            rarity: fc.constantFrom(-0.3, 0, 0.3),
          }),
        ),
      ),
      ...{ start: bits, swapped: bits, review: bits },
    });
    const shipped = { ...rules, review: rules.thresholds.review };
    fc.assert(
      fc.property(
        person,
        person,
        fc.oneof(fc.constant(shipped), document),
        (left, right, { review, ...changed }) => {
          const by: IdentityDocument = { ...rules, ...changed, thresholds: { merge: review + 3, review } };
          const own = portrayBy(by)(left);
          const whole = judgeBy(by)(own, portrayBy(by)(right));
          const early = suspectBy(by)(own, portrayBy(by)(right, own));
          expect(early).toEqual(whole.verdict === 'new' ? null : whole);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('stands any text that people may send', () => {
    const person = fc.record(
      Object.fromEntries(
        rules.fields.map(({ name }) => [name, fc.string({ unit: 'binary', maxLength: 60 })]),
      ),
    );
    fc.assert(fc.property(person, person, (left, right) => Number.isFinite(compare(left, right).score)));
  });
});

describe('blocking keys', () => {
  const keysOf = (person: Known) => blockKeysBy(rules)(portray(person));

  it('gives a lead at most three, the most telling first', () => {
    expect(keysOf({ ...lena, birthDate: '1990-01-02' })).toHaveLength(MOST_KEYS);
    expect(keysOf(lena)[0]).toBe('0:2345670');
  });

  it('gives none to whom nothing is known by which to find others', () => {
    expect(keysOf({ firstName: 'Lena' })).toEqual([]);
  });

  it('finds the same person by another spelling and another way of dialling', () => {
    const other = {
      firstName: 'Lehna',
      lastName: 'Vogtlaender',
      phone: '0221 12345670',
      postcode: 'D-50667',
    };
    expect(keysOf(other).filter((key) => keysOf(lena).includes(key))).toHaveLength(2);
  });

  const many = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);

  it('takes at most 25 candidates, from all keys in turn', () => {
    const chosen = candidates([many(0, 8), many(100, 3), many(20, 8), many(40, 8)]);
    expect(chosen).toHaveLength(MOST_CANDIDATES);
    expect(new Set(chosen).size).toBe(MOST_CANDIDATES);
    expect(chosen).toEqual(expect.arrayContaining([100, 101, 102]));
  });

  it('takes the newest two of a key that more than eight others have, and all of one that eight have', () => {
    expect(candidates([many(0, 9), many(20, 8)])).toEqual([0, 20, 1, 21, ...many(22, 6)]);
  });
});

describe('the identity document', () => {
  it('refuses a level that its kind does not have', () => {
    const field = { name: 'phone', kind: 'phone', weights: { sound: 3 } };
    expect(IdentityDocument.safeParse({ ...rules, fields: [field] }).error?.issues[0]?.message).toContain(
      'typo',
    );
  });

  it('refuses to ask people above the threshold for merging', () => {
    expect(IdentityDocument.safeParse({ ...rules, thresholds: { merge: 3, review: 4 } }).success).toBe(false);
  });
});
