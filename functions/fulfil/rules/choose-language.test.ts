import { describe, expect, it } from 'vitest';
import { defaultDocument } from '../../../shared/adapters/memory/default-rules.ts';
import { chooseLanguage } from './choose-language.ts';

const { document } = defaultDocument('fulfilment');

describe('the language of an answer', () => {
  it.each([
    ['the person says', { person: 'en', inquiry: 'de', country: 'DE' }, 'en'],
    ['the person says, with region', { person: 'de-AT' }, 'de'],
    ['the inquiry is written in', { inquiry: 'en', country: 'DE' }, 'en'],
    ['the country speaks', { country: 'CH' }, 'de'],
    ['other countries get', { country: 'FR' }, 'en'],
    ['those get whose language nobody writes', { person: 'fr', country: 'CH' }, 'en'],
    ['is usual, where nothing is known', {}, 'de'],
  ])('is what %s', (_what, known, language) => {
    expect(chooseLanguage(known, document)).toBe(language);
  });
});
