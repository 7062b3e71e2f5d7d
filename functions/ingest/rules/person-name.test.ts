import { describe, expect, it } from 'vitest';
import { readName, splitName } from './person-name.ts';

describe('a whole name (R52)', () => {
  it.each([
    ['Anna Achterberg', { firstName: 'Anna', lastName: 'Achterberg', name: 'Anna Achterberg' }],
    [
      'Frau Anna Achterberg',
      { salutation: 'Frau', firstName: 'Anna', lastName: 'Achterberg', name: 'Anna Achterberg' },
    ],
    [
      'Herr Dr. Bernd Baumann',
      { salutation: 'Herr', title: 'Dr.', firstName: 'Bernd', lastName: 'Baumann', name: 'Bernd Baumann' },
    ],
    ['Prof. Dr. med. Li Wei', { title: 'Prof. Dr. med.', firstName: 'Li', lastName: 'Wei', name: 'Li Wei' }],
    ['Dipl.-Ing. Karl Kunz', { title: 'Dipl.-Ing.', firstName: 'Karl', lastName: 'Kunz', name: 'Karl Kunz' }],
    ['Hans Peter Müller', { firstName: 'Hans Peter', lastName: 'Müller', name: 'Hans Peter Müller' }],
    ['Müller, Hans Peter', { firstName: 'Hans Peter', lastName: 'Müller', name: 'Hans Peter Müller' }],
    ['von der Heide, Anna', { firstName: 'Anna', lastName: 'von der Heide', name: 'Anna von der Heide' }],
    [
      'Anna von der Heide-Kunz',
      { firstName: 'Anna', lastName: 'von der Heide-Kunz', name: 'Anna von der Heide-Kunz' },
    ],
    [
      'Karl-Theodor zu Buttlar',
      { firstName: 'Karl-Theodor', lastName: 'zu Buttlar', name: 'Karl-Theodor zu Buttlar' },
    ],
    ['Familie Müller', { lastName: 'Müller', name: 'Familie Müller' }],
    ['Ludwig van Beek', { firstName: 'Ludwig', lastName: 'van Beek', name: 'Ludwig van Beek' }],
    [
      'Hans Schulze-Delitzsch jun.',
      { firstName: 'Hans', lastName: 'Schulze-Delitzsch', name: 'Hans Schulze-Delitzsch' },
    ],
    ['Karl Kunz, MBA', { firstName: 'Karl', lastName: 'Kunz', name: 'Karl Kunz' }],
    ['anna achterberg', { firstName: 'Anna', lastName: 'Achterberg', name: 'Anna Achterberg' }],
    ['ANNA VON BERG', { firstName: 'Anna', lastName: 'von Berg', name: 'Anna von Berg' }],
    ['Ms Jane Doe', { salutation: 'Frau', firstName: 'Jane', lastName: 'Doe', name: 'Jane Doe' }],
    ['Frau Müller', { salutation: 'Frau', lastName: 'Müller', name: 'Müller' }],
    ['Dr. Müller', { title: 'Dr.', lastName: 'Müller', name: 'Müller' }],
    ['Laura', { name: 'Laura' }],
    ['von Bergen', { lastName: 'von Bergen', name: 'von Bergen' }],
    ['', {}],
    ['Frau', { name: 'Frau' }],
    [',', {}],
    ['Dr.', { name: 'Dr.' }],
  ])('%s', (typed, expected) => {
    expect(splitName(typed)).toEqual(expected);
  });
});

describe('a name in several fields', () => {
  it.each([
    [
      { firstName: 'Anna', lastName: 'Achterberg' },
      { firstName: 'Anna', lastName: 'Achterberg', name: 'Anna Achterberg' },
    ],
    [
      { firstName: 'Dr. Anna', lastName: 'Berg', salutation: 'Frau' },
      { salutation: 'Frau', title: 'Dr.', firstName: 'Anna', lastName: 'Berg', name: 'Anna Berg' },
    ],
    [
      { name: 'Anna Berg', lastName: 'Berg' },
      { lastName: 'Berg', firstName: 'Anna', name: 'Anna Berg' },
    ],
    [
      { lastName: 'von Berg', salutation: 'mr.' },
      { salutation: 'Herr', lastName: 'von Berg', name: 'von Berg' },
    ],
    [
      { name: 'Berg', firstName: 'Anna' },
      { lastName: 'Berg', firstName: 'Anna', name: 'Anna Berg' },
    ],
    [
      { name: 'Anna Berg', firstName: 'Anna' },
      { lastName: 'Berg', firstName: 'Anna', name: 'Anna Berg' },
    ],
    [{ firstName: 'Anna' }, { firstName: 'Anna', name: 'Anna' }],
    [{ salutation: 'Divers' }, {}],
  ])('%j', (said, expected) => {
    expect(readName(said)).toEqual(expected);
  });
});

describe('a name that was made to keep us busy', () => {
  it.each([',', ', ', ' ,', ' jun', ', jr', 'a,'])('is read at once when it repeats "%s"', (part) => {
    const typed = `${part.repeat(50_000 / part.length)}\u0001x`;
    const start = performance.now();
    splitName(typed);
    expect(performance.now() - start).toBeLessThan(200);
  });
});
