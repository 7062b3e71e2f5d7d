import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { companyWords, organisationName } from '../../../../shared/rules/company-name.ts';
import { plain, plainWords, skeleton } from '../../../../shared/rules/plain.ts';
import { cologne } from './cologne.ts';
import { differentGivenNames, sameGivenName } from './given-names.ts';
import { isLike, likeness, steps } from './similarity.ts';
import { makeValue } from './value.ts';

const bone = (text: string) => plain(text).split(' ').map(skeleton).join('');

describe('names in different hands', () => {
  it.each([
    ['Müller', 'Mueller', 'Muller'],
    ['Björn', 'Bjoern', 'BJORN'],
    ['Łódź', 'Lodz', 'LODZ'],
    ['Weiß', 'Weiss', 'WEISS'],
    ["O'Brien", 'OBrien', 'o’brien'],
  ])('takes %s, %s and %s for the same', (...written) => {
    expect(new Set(written.map(bone)).size).toBe(1);
  });

  it('leaves the e of Bauer, Neuer and Michael where it is', () => {
    expect(['Bauer', 'Neuer', 'Michael'].map(bone)).toEqual(['bauer', 'neuer', 'michal']);
  });
});

describe('streets', () => {
  it('reads a street that is called as what every object of the language has', () => {
    expect(makeValue('street', 'Constructor Road 5', () => 1)).toMatchObject({
      text: 'constructorrd',
      number: '5',
    });
  });
});

describe('Cologne phonetics', () => {
  it.each([
    ['wikipedia', '3412'],
    ['muellerluedenscheidt', '65752682'],
    ['breschnew', '17863'],
    ['meyer', '67'],
    ['maier', '67'],
    ['schmidt', '862'],
    ['schmitt', '862'],
    ['heithabu', '021'],
    ['philipp', '351'],
    ['xaver', '4837'],
    ['clara', '457'],
    ['celle', '85'],
    ['', ''],
  ])('%s sounds %s', (name, code) => {
    expect(cologne(name)).toBe(code);
  });
});

describe('likeness', () => {
  it.each([
    ['schmidt', 'schmitt', 0.943],
    ['martha', 'marhta', 0.961],
    ['dixon', 'dicksonx', 0.813],
    ['anna', 'anna', 1],
    ['anna', '', 0],
    ['abc', 'xyz', 0],
  ])('%s and %s: %f (Jaro–Winkler)', (left, right, expected) => {
    expect(likeness(left, right)).toBeCloseTo(expected, 3);
    expect(likeness(right, left)).toBeCloseTo(expected, 3);
  });

  it.each([
    ['mueller', 'mueler', 1],
    ['mueller', 'muelelr', 1],
    ['kaiser', 'kayser', 1],
    ['anna', 'ana', 1],
    ['peter', 'karin', 3],
    ['a', 'abcd', 3],
    ['abcd', 'badc', 2],
    ['lena.vogt', 'xlena.vogd', 2],
    ['lena.vogt', 'xlena.ovgd', 3],
  ])('%s becomes %s in %i steps (at most 2 are counted)', (left, right, count) => {
    expect(steps(left, right, 2)).toBe(count);
  });
});

describe('being alike', () => {
  it('is what the likeness says, of whatever length and letters', () => {
    const words = fc.string({ unit: fc.constantFrom(...'abcé'), maxLength: 40 });
    fc.assert(
      fc.property(words, words, fc.constantFrom(0.78, 0.9), (one, other, least) => {
        expect(isLike(one, other, least)).toBe(likeness(one, other) >= least);
      }),
    );
  });
});

describe('first names', () => {
  it.each([
    ['willi', 'wilhelm'],
    ['kathi', 'katharina'],
    ['sepp', 'josef'],
    ['bob', 'robert'],
  ])('%s is used for %s', (short, long) => {
    expect(sameGivenName(short, long)).toBe(true);
  });

  it.each([
    ['peter', 'petra'],
    ['andrea', 'andreas'],
    ['michael', 'michaela'].map(skeleton),
    ['christian', 'christina'],
  ])('%s and %s are two people, not a slip of the pen', (left = '', right = '') => {
    expect(differentGivenNames(left, right)).toBe(true);
  });

  it('does not know that a name nobody listed is another one', () => {
    expect(differentGivenNames('peter', 'petr')).toBe(false);
  });
});

describe('a text as it is compared', () => {
  it.each([
    ['Größe ÄÖÜ äöüß', 'groesse aeoeue aeoeuess'],
    ['Mu\u0308ller', 'mueller'],
    ['Łódź – Çelik', 'lodz celik'],
    ["O'Neill & Sons", 'oneill sons'],
    ['', ''],
  ])('%s is %s', (written, compared) => {
    expect(plain(written)).toBe(compared);
  });
});

describe('company names', () => {
  it.each([
    ['Alpen-Bau Köln GmbH & Co. KG', 'alpen bau koeln'],
    ['Alpen-Bau Köln G.m.b.H.', 'alpen bau koeln'],
    ['Nordlicht UG (haftungsbeschränkt)', 'nordlicht'],
    ['The Widget Company, Inc.', 'widget'],
    ['Tischlerei Kunz e. K.', 'tischlerei kunz'],
    ['Huber und Söhne OHG', 'huber soehne'],
    ['Spedition Weiß S.à r.l.', 'spedition weiss'],
    ['D.S.M. N.V.', 'dsm'],
    ['Müller Holding GmbH & Co. KGaA', 'mueller holding'],
    ['Muster GmbH u. Co. KG', 'muster'],
    ['Muster AG & Co. oHG', 'muster'],
    ['Muster Gesellschaft mit beschränkter Haftung', 'muster'],
    ['Muster Ges.m.b.H.', 'muster'],
    ['Muster GmbH i. G.', 'muster'],
    ['Muster e.U.', 'muster'],
    ['EU-Beratung Kunz', 'eu beratung kunz'],
    ['IG Metall', 'ig metall'],
    ['Muster Sàrl', 'muster'],
    ['Muster SA', 'muster'],
    ['Muster spol. s r.o.', 'muster'],
    ['Muster s.r.o.', 'muster'],
    ['Muster Sp. z o.o.', 'muster'],
    ['Muster B.V.', 'muster'],
    ['Muster Ltd.', 'muster'],
    ['Muster, LLC', 'muster'],
    ['Muster A/S', 'muster'],
    ['Muster S.L.', 'muster'],
    ['Müller-Lüdenscheidt GmbH', 'mueller luedenscheidt'],
    ['MUELLER LUEDENSCHEIDT', 'mueller luedenscheidt'],
    ['KG', 'kg'],
  ])('%s is %s', (written, words) => {
    expect(companyWords(plainWords(written)).join(' ')).toBe(words);
  });

  it.each([
    ['Alpen-Bau Köln GmbH & Co. KG', 'Alpen-Bau Köln'],
    ['Alpen-Bau Köln G. m. b. H.', 'Alpen-Bau Köln'],
    ['Spedition Weiß, S. à r. l.', 'Spedition Weiß'],
    ['Nordlicht UG (haftungsbeschränkt)', 'Nordlicht'],
    ['Tischlerei Kunz e. K.', 'Tischlerei Kunz'],
    ['Müller & Söhne', 'Müller & Söhne'],
    ['Muster GmbH u. Co. KG', 'Muster'],
    ['Muster Gesellschaft mit beschränkter Haftung', 'Muster'],
    ['Muster spol. s r.o.', 'Muster'],
    ['Muster GmbH i. L.', 'Muster'],
    ['Muster e.U.', 'Muster'],
    ['Firma AG', 'Firma'],
    ['AG Rhein', 'AG Rhein'],
    ['Müller und Co.', 'Müller'],
    ['GmbH', 'GmbH'],
    ['', ''],
  ])('of %s people say %s', (written, said) => {
    expect(organisationName(written)).toBe(said);
  });
});
