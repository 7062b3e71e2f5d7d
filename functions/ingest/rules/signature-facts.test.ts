import { describe, expect, it } from 'vitest';
import { partSignature } from './signature.ts';
import { looksSigned, readSignature } from './signature-facts.ts';

const asked = 'Bitte senden Sie uns ein Angebot über 20 Lizenzen.';

describe('a signature tells of its writer (R27)', () => {
  it.each([
    [
      'German, in lines',
      `Mit freundlichen Grüßen\n\ni. A. Anna Berg\nLeiterin Einkauf\n\nBerg Logistik GmbH & Co. KG\nDomstraße 1\n50667 Köln\nTel.: 0221 1234-56\nFax: 0221 1234-57\nGeschäftsführer: Kurt Kunz\nHRB 1234`,
      {
        name: 'Anna Berg',
        jobTitle: 'Leiterin Einkauf',
        company: 'Berg Logistik GmbH & Co. KG',
        street: 'Domstraße 1',
        postcode: '50667',
        city: 'Köln',
        phone: '0221 1234-56',
      },
    ],
    [
      'German, in one line',
      'Viele Grüße\nDr. Anna Berg | Geschäftsführerin | Berg AG\n+49 151 23456789',
      { name: 'Dr. Anna Berg', jobTitle: 'Geschäftsführerin', company: 'Berg AG', phone: '+49 151 23456789' },
    ],
    [
      'English',
      'Kind regards,\n\nAnna Berg\nHead of Procurement\nBerg Logistics Ltd\nPhone: +44 20 7946 0958',
      {
        name: 'Anna Berg',
        jobTitle: 'Head of Procurement',
        company: 'Berg Logistics Ltd',
        phone: '+44 20 7946 0958',
      },
    ],
    [
      'English, name and title in one line',
      'Best,\nJohn van der Heide, VP Sales\n+1 650 555 0123',
      { name: 'John van der Heide', jobTitle: 'VP Sales', phone: '+1 650 555 0123' },
    ],
    [
      'a company that only its domain names',
      '-- \nAnna Berg\nBerglogistik Köln\n0221 123456',
      { name: 'Anna Berg', company: 'Berglogistik Köln', phone: '0221 123456' },
    ],
    [
      'no formula before it',
      '\nAnna Berg\nEinkauf\nanna@firma.example\nTel 0221 123456',
      { name: 'Anna Berg', jobTitle: 'Einkauf', phone: '0221 123456' },
    ],
    [
      'a fax in the middle of a line, and one that is a telephone as well',
      'Viele Grüße\nAnna Berg\nDomstraße 1, Fax: 0221 123457\nTel./Fax: 0221 123456 (vormittags)',
      { name: 'Anna Berg', phone: '0221 123456' },
    ],
    ['a first name alone', 'Viele Grüße\nAnna', {}],
    ['a phone that signs', 'Gesendet von meinem iPhone', {}],
  ])('%s', (_, below, facts) => {
    const { text, signature } = partSignature(`${asked}\n\n${below}`, 'DE');
    expect(text).toBe(asked);
    expect(readSignature(signature, 'DE', 'berglogistik.example')).toEqual(facts);
  });

  it.each([
    'Rufen Sie mich an:\n0221 123456\nvormittags?',
    'Unsere Standorte sind\n\nKöln und Bonn\nwww.firma.example ist unsere Seite!',
  ])('but not the end of a letter: %j', (end) => {
    expect(partSignature(`${asked}\n\n${end}`, 'DE').signature).toEqual([]);
  });

  it.each([
    ['digits', '1'.repeat(50_000)],
    ['brackets and blanks', '( '.repeat(25_000)],
    ['an address without an end', `${'a'.repeat(25_000)}@${'b'.repeat(25_000)}`],
    ['streets', 'Am Weg 1, '.repeat(5_000)],
  ])('is read at once though a line is made of %s', (_, line) => {
    const start = performance.now();
    readSignature([line, line], 'DE');
    looksSigned([line, line], 'DE');
    expect(performance.now() - start).toBeLessThan(200);
  });
});
