import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultDocument } from '../../shared/adapters/memory/default-rules.ts';
import { Facts } from '../../shared/domain/facts.ts';
import { isPlainObject, plainValue } from './rules/plain-values.ts';
import { type Sender, understand } from './understand.ts';

const intake = defaultDocument('intake').document;
const sender: Sender = {
  intake,
  now: '2026-11-24T09:00:00.000Z',
  language: 'en',
  channel: 'web_form',
  source: 'web',
};
const least = { email: 'anna.berg@firma.example', message: 'Bitte senden Sie uns ein Angebot.' };

describe('a form is understood', () => {
  it.each([
    [
      { vorname: 'Anna', nachname: 'Berg' },
      { firstName: 'Anna', lastName: 'Berg', name: 'Anna Berg' },
    ],
    [{ 'your-name': 'Anna von Berg' }, { firstName: 'Anna', lastName: 'von Berg' }],
    [
      { Name: 'Berg', Vorname: 'Anna', Anrede: 'Frau' },
      { firstName: 'Anna', lastName: 'Berg' },
    ],
    [{ title: 'Head of IT' }, { jobTitle: 'Head of IT' }],
    [{ firma: 'Hansa Logistik GmbH' }, { company: 'Hansa Logistik GmbH' }],
    [{ Telefon: '0221 123456' }, { phone: '+49221123456' }],
    [{ phone_number: '+43 1 2345678' }, { phone: '+4312345678' }],
    [
      { plz: '50667', ort: 'Köln' },
      { postcode: '50667', city: 'Köln', country: 'DE' },
    ],
    [{ PLZ: 50667 }, { postcode: '50667', country: 'DE' }],
    [{ 'PLZ/Ort': '50667 Köln' }, { postcode: '50667', city: 'Köln' }],
    [
      { Straße: 'Domstr.', Hausnummer: '1a' },
      { street: 'Domstr. 1a', country: 'DE' },
    ],
    [
      { address: { street: 'Domstr. 1', zip: '1010', city: 'Wien', country: 'Österreich' } },
      { postcode: '1010', country: 'AT' },
    ],
    [{ anschrift: 'Domstr. 1, 50667 Köln' }, { street: 'Domstr. 1', postcode: '50667', city: 'Köln' }],
    [{ form_fields: { company: 'X AG' } }, { company: 'X AG' }],
    [{ Land: 'Schweiz' }, { country: 'CH' }],
    [{ product: 'Live-Demo' }, { product: 'demo', products: ['demo'] }],
    [{ products: ['Schulung', 'demo'] }, { product: 'training', products: ['training', 'demo'] }],
    [{ interesse: 'Beratung' }, { product: 'consulting' }],
    [
      { budget: '70 TEUR', orderVolume: '70.000,00 €' },
      { budget: 70000, orderVolume: 70000 },
    ],
    [{ Mitarbeiterzahl: '51-200' }, { employees: 51 }],
    [{ timeframe: '3 months' }, { timeframe: '2027-02-24' }],
    [{ Zeitrahmen: 'nächstes Quartal' }, { timeframe: '2027-03-31' }],
    [{ timeframe: 'keine Angabe' }, {}],
    [
      { authority: 'Geschäftsführerin', need: 'konkret' },
      { authority: 'decider', need: 'concrete' },
    ],
    [{ Geburtsdatum: '3.4.1980' }, { birthDate: '1980-04-03' }],
    [{ website: 'firma.example' }, { website: 'https://firma.example/' }],
    [{ utm_campaign: 'herbst' }, { campaign: 'herbst' }],
    [{ externalId: 'crm-7' }, { externalId: 'crm-7' }],
    [{ language: 'English' }, { language: 'en' }],
    [{ Branche: 'IT' }, { industry: 'IT' }],
    [{ 'Bisheriger Anbieter': 'RivalSoft' }, { currentlyUses: 'RivalSoft' }],
    [{ currently_uses: 'none' }, { currentlyUses: 'nothing' }],
    [{ currentlyUses: 'k. A.' }, {}],
  ])('%j', (fields, facts) => {
    const understood = understand({ ...least, ...fields }, sender);
    expect(understood.facts).toMatchObject(facts);
    expect(understood.findings).toEqual([]);
  });

  it.each([
    ['a line break within', 'lastName', 'Berg\nHof', 'Berg Hof'],
    ['a line break behind', 'lastName', 'Berg\r\n', 'Berg'],
    ['characters that nobody sees', 'company', 'Fir\u200Bma AG', 'Firma AG'],
    ['letters for the country', 'postcode', 'D-50667', '50667'],
  ] as const)('puts a value with %s right, and shows it before and after', (_, field, before, after) => {
    const { facts, findings } = understand({ ...least, [field]: before }, sender);
    expect(facts[field]).toBe(after);
    expect(findings).toMatchObject([{ field, code: 'corrected', severity: 'note', before, after }]);
  });

  it('doubts a place that its postcode does not fit, in the language of the sender, unless the rules name it (R51)', () => {
    const said = { ...least, postcode: '65929', city: 'Höchst' };
    const codes = (places: typeof intake.places, language: 'de' | 'en' = 'de') =>
      understand(said, { ...sender, intake: { ...intake, places }, language }).findings;
    expect(codes({})).toMatchObject([{ field: 'city', code: 'place-mismatch', severity: 'note' }]);
    expect(codes({})[0]?.message).toContain('Postleitzahl');
    expect(codes({}, 'en')[0]?.message).toContain('postcode');
    expect(codes({ DE: { '65929': ['Höchst'] } })).toEqual([]);
    expect(
      understand({ ...least, postcode: '8010', city: 'Wien', country: 'AT' }, sender).findings,
    ).toMatchObject([{ code: 'place-mismatch' }]);
  });

  it('sets an e-mail address aside that stands where a name belongs (R52)', () => {
    const { facts, extra, findings } = understand({ ...least, name: 'anna.berg@firma.example' }, sender);
    expect([facts.name, extra.name]).toEqual([undefined, 'anna.berg@firma.example']);
    expect(findings).toMatchObject([{ field: 'name', code: 'field-unreadable', severity: 'note' }]);
  });

  it.each([
    ['a list', { foo: ['casino', 'viagra'] }],
    ['a group', { foo: { bar: [{ baz: 'Casino and viagra' }] } }],
    ['the street', { street: 'Viagra casino 1' }],
    ['the job title', { jobTitle: 'casino viagra' }],
  ])('finds spam in %s', (_, fields) => {
    expect(understand({ ...least, ...fields }, sender).findings).toMatchObject([{ code: 'spam' }]);
  });

  it('says nothing of blanks, and of line breaks where they belong', () => {
    const said = {
      lastName: '  Berg ',
      message: 'Guten Tag,\n\nbitte ein Angebot.\n',
      Adresse: 'Weg 1\n50667 Köln',
    };
    const { facts, findings } = understand({ ...least, ...said }, sender);
    expect(facts).toMatchObject({ lastName: 'Berg', street: 'Weg 1', postcode: '50667', city: 'Köln' });
    expect(findings).toEqual([]);
  });

  it('keeps what it does not know beside the facts, and what it cannot read', () => {
    const { facts, extra, findings } = understand(
      {
        ...least,
        lieblingsfarbe: 'blau',
        phone: 'nachmittags 12345',
        product: 'Rakete',
        extra: { nested: { a: [1] } },
        anrede: 'Frau',
      },
      sender,
    );
    expect(extra).toEqual({
      lieblingsfarbe: 'blau',
      phone: 'nachmittags 12345',
      product: 'Rakete',
      nested: { a: [1] },
      salutation: 'Frau',
    });
    expect(facts).not.toHaveProperty('phone');
    expect(findings.map(({ field, code, severity }) => [field, code, severity])).toEqual([
      ['phone', 'phone-invalid', 'note'],
      ['product', 'product-unknown', 'note'],
    ]);
  });

  it.each([
    [{ email: 'not an address' }, 'email', 'email-invalid', 'reject'],
    [{ email: 'a..b@firma.example' }, 'email', 'email-invalid', 'reject'],
    [{ email: { is: 'no text' } }, 'email', 'email-invalid', 'reject'],
    [{ email: 'anna@firma.example\r\n' }, 'email', 'email-invalid', 'reject'],
    [{ email: 'anna@firma.example\nBcc: x@y.example' }, 'email', 'email-invalid', 'reject'],
    [{ postcode: '1' }, 'postcode', 'postcode-invalid', 'reject'],
    [{ postcode: '1234', country: 'DE' }, 'postcode', 'postcode-invalid', 'reject'],
    [{ budget: 'viel' }, 'budget', 'number-unusable', 'reject'],
    [{ employees: -1 }, 'employees', 'number-unusable', 'reject'],
    [{ timeframe: 'irgendwann' }, 'timeframe', 'date-unusable', 'reject'],
    [{ birthDate: '31.02.1980' }, 'birthDate', 'date-unusable', 'reject'],
    [{ birthDate: '2030-01-01' }, 'birthDate', 'date-unusable', 'reject'],
    [{ capturedAt: 'gestern' }, 'capturedAt', 'date-unusable', 'reject'],
    [{ company: 'x'.repeat(201) }, 'company', 'too-long', 'reject'],
    [{ company: { nested: true } }, 'company', 'field-unreadable', 'note'],
    [{ email: 'x@mailinator.com' }, 'email', 'email-disposable', 'quarantine'],
    [{ name: 'asdfgh' }, 'name', 'name-key-mash', 'quarantine'],
    [{ _gotcha: 'x' }, '_gotcha', 'honeypot', 'quarantine'],
    [{ message: 'casino viagra http://a.example' }, 'message', 'spam', 'quarantine'],
    [{ name: 'Max Mustermann' }, 'name', 'name-placeholder', 'note'],
    [{ email: 'info@firma.example' }, 'email', 'email-role', 'note'],
    [{ country: 'Atlantis' }, 'country', 'country-unknown', 'note'],
    [{ authority: 'Papst' }, 'authority', 'value-unknown', 'note'],
    [{ channel: 'Brieftaube' }, 'channel', 'value-unknown', 'note'],
    [{ website: 'javascript:alert(1)' }, 'website', 'field-unreadable', 'note'],
  ])('%j has a finding', (fields, field, code, severity) => {
    expect(understand({ ...least, ...fields }, sender).findings).toEqual([
      { field, code, severity, message: expect.any(String) },
    ]);
  });

  it.each([
    [undefined, 'eva@gmx.de', []],
    ['note', 'eva@gmx.de', ['email-free note']],
    ['quarantine', 'eva@web.de', ['email-free quarantine']],
    ['reject', 'eva@gmail.com', ['email-free reject']],
    ['reject', 'eva@firma.example', []],
  ] as const)('where the document weighs free mail as %s, %s has %j (spec 2)', (weight, email, expected) => {
    const severities = { ...intake.severities, ...(weight ? { 'email-free': weight } : {}) };
    const { findings } = understand({ ...least, email }, { ...sender, intake: { ...intake, severities } });
    expect(findings.map(({ code, severity }) => `${code} ${severity}`)).toEqual(expected);
  });

  it.each([
    [{ message: 'Hallo' }, ['contact-missing']],
    [{ email: 'anna@firma.example' }, ['interest-missing']],
    [{ firstName: 'Anna' }, ['contact-missing', 'interest-missing']],
    [{ phone: '0221 123456', product: 'demo' }, []],
    [{ street: 'Domstr. 1', city: 'Köln', campaign: 'herbst' }, []],
    [{ street: 'Domstr. 1', campaign: 'herbst' }, ['contact-missing']],
    [{ email: 'anna@firma.example', need: 'konkret' }, []],
    [{ email: 'anna@firma.example', need: 'unknown' }, ['interest-missing']],
    [{ email: 'anna@firma.example', thema: 'Messe' }, []],
    [{}, ['contact-missing', 'interest-missing']],
  ])('%j is enough to act on but for %j', (fields, missing) => {
    expect(understand(fields, sender).findings.map(({ code }) => code)).toEqual(missing);
  });

  it('may name a channel that the rules add, and no other (R46)', () => {
    const rules = { ...intake, channels: ['open_day'] };
    const said = { ...least, channel: 'Open-Day' };
    expect(understand(said, { ...sender, intake: rules })).toMatchObject({
      channel: 'open_day',
      findings: [],
    });
    expect(understand(said, sender)).toMatchObject({
      channel: 'web_form',
      findings: [{ field: 'channel', code: 'value-unknown' }],
    });
  });

  it('tells all at once, rejects first', () => {
    const { findings } = understand(
      { name: 'test test', email: 'not an address', postcode: '1', budget: 'x', message: 'Hi' },
      sender,
    );
    expect(findings.map(({ code }) => code)).toEqual([
      'email-invalid',
      'postcode-invalid',
      'number-unusable',
      'name-placeholder',
    ]);
  });

  it('weighs a finding as the intake document says', () => {
    const strict = { ...sender, intake: { ...intake, severities: { 'phone-invalid': 'reject' as const } } };
    expect(understand({ ...least, phone: '1' }, strict).findings[0]).toMatchObject({
      code: 'phone-invalid',
      severity: 'reject',
    });
  });

  it('records consents by purpose with wording, time and source', () => {
    const { consents } = understand(
      {
        ...least,
        source: 'messe',
        newsletter: 'on',
        consent: {
          phone: { given: true, wording: 'Ja, rufen Sie an', at: '2026-11-20T10:00:00Z' },
          profiling: 'nein',
        },
        consent_survey: 'ja',
      },
      sender,
    );
    const at = sender.now;
    expect(consents).toEqual({
      phone: { given: true, wording: 'Ja, rufen Sie an', at: '2026-11-20T10:00:00.000Z', source: 'messe' },
      profiling: { given: false, at, source: 'messe' },
      newsletter: { given: true, at, source: 'messe' },
      survey: { given: true, at, source: 'messe' },
    });
  });

  it.each([
    ['2026-11-20T10:00:00Z', '2026-11-20T10:00:00.000Z'],
    ['2030-01-01T00:00:00Z', sender.now],
    [undefined, sender.now],
  ])('captured at %s counts as %s', (capturedAt, expected) => {
    expect(understand({ ...least, ...(capturedAt ? { capturedAt } : {}) }, sender).capturedAt).toBe(expected);
  });

  it.each([
    [
      { email: 'a@firma.example', company: 'Firma AG' },
      { name: 'Firma', domain: 'firma.example' },
    ],
    [{ email: 'a@gmail.com' }, null],
    [{ email: 'a@hotmail.co.uk' }, null],
    [{ email: 'a@mail.gmx.net' }, null],
    [{ email: 'a@firma.co.uk' }, { domain: 'firma.co.uk' }],
    [
      { email: 'a@kunz.de', company: 'Kunz Holding GmbH & Co. KG' },
      { name: 'Kunz Holding', domain: 'kunz.de' },
    ],
    [{ email: 'a@gmail.com', website: 'www.firma.example' }, { domain: 'firma.example' }],
  ])('%j belongs to %j', (fields, organisation) => {
    expect(understand({ ...least, ...fields }, sender).organisation).toEqual(organisation);
  });

  it('cuts what is too much beside the facts and says so', () => {
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`feld${i}`, 'x'.repeat(300)]));
    const { extra, findings } = understand({ ...least, ...many }, sender);
    expect(JSON.stringify(extra).length).toBeLessThan(20_000);
    expect(findings.map(({ code }) => code)).toEqual(['extra-shortened']);
  });
});

describe('whatever is sent', () => {
  const keys = fc.oneof(
    fc.constantFrom(
      'email',
      'name',
      'vorname',
      'plz',
      'budget',
      'timeframe',
      'consent',
      'utm',
      'extra',
      'products',
      'phone',
      'address',
      '__proto__',
      'constructor',
      '_started',
      'website',
      'birthDate',
      'capturedAt',
      'title',
      'consent_x',
      'utm___proto__',
      'message',
    ),
    fc.string(),
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.string({ unit: 'binary' }),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 4 }),
      tie('object'),
    ),
    object: fc.dictionary(keys, tie('value'), { maxKeys: 6 }),
  }));

  it('gives valid facts and changes no object of ours', () => {
    fc.assert(
      fc.property(fc.dictionary(keys, value, { maxKeys: 10 }), (body) => {
        const plain = plainValue(JSON.parse(JSON.stringify(body)))?.value;
        if (!isPlainObject(plain)) return;
        const understood = understand(plain, sender);
        expect(Facts.safeParse(understood.facts).error).toBeUndefined();
        expect(understood.findings.every((finding) => finding.message.length > 0)).toBe(true);
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    [' '],
    ['\n'],
    ['\t'],
    ['<a '],
    ['a'],
    ['a '],
    ['-'],
    ['1'],
    ['1.'],
    ['@'],
    ['( '],
    [', '],
    ['Von: '],
    ['http://'],
    ['\u0301'],
  ])('takes time that grows with its length only (%j)', (unit) => {
    const long = `${unit.repeat(Math.floor(90_000 / unit.length))}x`;
    const start = performance.now();
    for (const field of [
      'message',
      'email',
      'anschrift',
      'interest',
      'title',
      'phone',
      'extra1',
      '_redirect',
    ]) {
      understand({ ...least, [field]: long, [long]: 'x' }, sender);
    }
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('is read the same twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const body = {
          ...least,
          name: text,
          city: text,
          message: text,
          timeframe: text,
          budget: text,
          phone: text,
        };
        expect(understand(body, sender)).toEqual(understand(body, sender));
      }),
    );
  });
});
