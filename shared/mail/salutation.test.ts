import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Facts } from '../domain/facts.ts';
import { addressee } from './addressee.ts';
import { salutation } from './salutation.ts';

const both = (facts: Facts, extra: Record<string, unknown> = {}) => {
  const person = addressee(facts, extra);
  return [salutation(person, 'de'), salutation(person, 'en')];
};

describe('the first line of a letter (spec 4: personal in salutation)', () => {
  it.each<[string, Facts, Record<string, unknown>, string, string]>([
    [
      'both names',
      { firstName: 'Anna', lastName: 'Schmidt' },
      {},
      'Guten Tag Anna Schmidt,',
      'Dear Anna Schmidt,',
    ],
    [
      'one name for both',
      { name: 'Anna Maria Schmidt' },
      {},
      'Guten Tag Anna Maria Schmidt,',
      'Dear Anna Maria Schmidt,',
    ],
    [
      'a salutation',
      { firstName: 'Anna', lastName: 'Müller' },
      { anrede: 'Frau' },
      'Guten Tag Frau Müller,',
      'Dear Anna Müller,',
    ],
    [
      'salutation and title',
      { lastName: 'Müller' },
      { Anrede: 'Frau', Titel: 'Dr.' },
      'Guten Tag Frau Dr. Müller,',
      'Dear Dr. Müller,',
    ],
    [
      'an English salutation',
      { lastName: 'Miller' },
      { salutation: 'Mr.' },
      'Guten Tag Herr Miller,',
      'Dear Mr Miller,',
    ],
    [
      'a title in the name',
      { name: 'Dr. Anna Müller' },
      {},
      'Guten Tag Dr. Anna Müller,',
      'Dear Dr. Anna Müller,',
    ],
    ['a title and a family name', { name: 'Dr. Müller' }, {}, 'Guten Tag Dr. Müller,', 'Dear Dr. Müller,'],
    [
      'more titles',
      { firstName: 'Prof. Dr. rer. nat. Jan', lastName: 'Vogt' },
      { anrede: 'herr' },
      'Guten Tag Herr Prof. Dr. Vogt,',
      'Dear Prof. Dr. Jan Vogt,',
    ],
    [
      'a name that begins like a title',
      { name: 'Drago Profanter' },
      {},
      'Guten Tag Drago Profanter,',
      'Dear Drago Profanter,',
    ],
    ['a first name alone', { firstName: 'Anna' }, {}, 'Guten Tag Anna,', 'Dear Anna,'],
    ['a family name alone', { lastName: 'Müller' }, {}, 'Guten Tag,', 'Hello,'],
    ['one word', { name: 'Müller' }, {}, 'Guten Tag,', 'Hello,'],
    ['a salutation without a name', {}, { anrede: 'Frau' }, 'Guten Tag,', 'Hello,'],
    [
      'an unknown salutation',
      { firstName: 'Kim', lastName: 'Lee' },
      { anrede: 'divers' },
      'Guten Tag Kim Lee,',
      'Dear Kim Lee,',
    ],
    ['nothing', {}, {}, 'Guten Tag,', 'Hello,'],
    [
      'names of other scripts',
      { name: 'Ольга Ivanović-O’Neill' },
      {},
      'Guten Tag Ольга Ivanović-O’Neill,',
      'Dear Ольга Ivanović-O’Neill,',
    ],
    [
      'initials',
      { firstName: 'J.R.R.', lastName: 'Tolkien' },
      {},
      'Guten Tag J.R.R. Tolkien,',
      'Dear J.R.R. Tolkien,',
    ],
  ])('%s', (_what, facts, extra, german, english) => {
    expect(both(facts, extra)).toEqual([german, english]);
  });

  it.each<[string, Facts]>([
    ['an address of the web', { firstName: 'Visit', lastName: 'evil.example' }],
    ['a link', { firstName: 'https://evil.example', lastName: 'now' }],
    ['a call to buy', { firstName: 'Kaufen Sie', lastName: 'Evil' }],
    ['an insult in the second person', { firstName: 'Mia', lastName: 'du evil' }],
    ['words that a message begins with', { name: 'Click here evil' }],
    ['a sentence', { firstName: 'You have won a prize today', lastName: 'Call 0190 123456' }],
    ['an amount', { firstName: '500€', lastName: 'for you!' }],
    ['markup', { firstName: '<b>Anna</b>', lastName: '{{company}}' }],
    ['an e-mail address', { name: 'spam spam@evil.example' }],
  ])('carries no message of a stranger: %s', (_what, facts) => {
    for (const line of both(facts))
      expect(line).not.toMatch(/evil|Kaufen|Mia|Click|prize|0190|500|<|\{|@|now/);
  });

  it('is one line of letters, whatever the facts are', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme', maxLength: 60 }));
    const filled = text.map((value) => value || 'x');
    fc.assert(
      fc.property(filled, filled, text, text, (firstName, lastName, anrede, titel) => {
        for (const line of both({ firstName, lastName }, { anrede, titel })) {
          expect(line).toMatch(/^[\p{L}\p{M}'’.\- ]+,$/u);
        }
      }),
    );
  });
});
