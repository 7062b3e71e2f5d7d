import { describe, expect, it } from 'vitest';
import { defaultDocument } from '../adapters/memory/default-rules.ts';
import { neverRated } from './never-rated.ts';
import { ScoringDocument } from './scoring.ts';

describe('what never decides about a person', () => {
  it.each([
    'Vorname',
    'last_name',
    'Name',
    'full name',
    'Anrede',
    'salutation',
    'Geschlecht',
    'Gender',
    'sex',
    'Geburtsdatum',
    'date of birth',
    'DOB',
    'Alter',
    'age',
    'Age range',
    'your-name',
  ])('%s', (field) => {
    expect(neverRated(field)).toBe(true);
  });

  it.each([
    'Campaign name',
    'company',
    'Product Name',
    'usage',
    'page',
    'Lead Age',
    'altersvorsorge',
    'language',
    'Title',
  ])('%s may be asked', (field) => {
    expect(neverRated(field)).toBe(false);
  });

  it('is refused in a scoring document, wherever it stands', () => {
    const { document } = defaultDocument('scoring');
    const gender = { fact: 'extra', field: 'Geschlecht', as: 'text', values: { w: 1 }, otherwise: 2 };
    const result = ScoringDocument.safeParse({
      ...document,
      ratings: { ...document.ratings, gender },
      weights: { ...document.weights, gender: 1 },
    });
    expect(result.error?.issues).toMatchObject([
      { path: ['ratings', 'gender', 'field'], message: 'names, gender, age and birth date cannot be rated' },
    ]);
  });
});
