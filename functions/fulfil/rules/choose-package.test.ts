import { describe, expect, it } from 'vitest';
import { defaultDocument } from '../../../shared/adapters/memory/default-rules.ts';
import { conditionFacts } from '../../../shared/rules/conditions.ts';
import type { Package } from '../../../shared/rules/fulfilment.ts';
import { anna, world } from '../testing.ts';
import { choosePackage } from './choose-package.ts';

const { document } = defaultDocument('fulfilment');
const start = world();
await start.receive({ facts: { ...anna, industry: 'IT' } });
const facts = conditionFacts(await start.lead());

const choose = (products: string[], language: 'de' | 'en', packages: Package[] = document.packages) => {
  const choice = choosePackage({ products, language, facts }, { ...document, packages });
  return choice.outcome === 'chosen' ? choice.packages.map(({ id }) => id) : choice.because;
};

const one = (id: string, change: Partial<Package> = {}): Package => ({
  id,
  name: id,
  language: 'de',
  products: [],
  subject: id,
  text: id,
  ...change,
});

describe('the package for an inquiry (R111)', () => {
  it.each<[string, string[], 'de' | 'en', string[]]>([
    ['one product', ['demo'], 'de', ['demo-de']],
    ['the same in English', ['demo'], 'en', ['demo-en']],
    ['several products, as they were asked for', ['training', 'demo'], 'de', ['training-de', 'demo-de']],
    ['no product', [], 'de', ['general-de']],
    ['a product that we do not have', ['spaceship'], 'en', ['general-en']],
    ['one that we have and one that we do not', ['demo', 'spaceship'], 'de', ['demo-de', 'general-de']],
  ])('%s', (_what, products, language, ids) => {
    expect(choose(products, language)).toEqual(ids);
  });

  it('is the first whose condition holds', () => {
    const packages = [
      one('banks', { products: ['demo'], when: 'lead.industry == "Banking"' }),
      one('computing', { products: ['demo'], when: 'lead.industry == "IT"' }),
      one('any', { products: ['demo'] }),
    ];
    expect(choose(['demo'], 'de', packages)).toEqual(['computing']);
  });

  it('answers two products with one package that is for both', () => {
    expect(choose(['demo', 'training'], 'de', [one('both', { products: ['demo', 'training'] })])).toEqual([
      'both',
    ]);
  });

  it.each<['de' | 'en', string]>([
    ['de', 'demo-en'],
    ['en', 'demo-en'],
  ])('is in another language rather than missing: %s', (language, id) => {
    expect(choose(['demo'], language, [one('demo-en', { language: 'en' })])).toEqual([id]);
  });

  it('is none where no condition holds, and says so', () => {
    expect(choose(['demo'], 'de', [one('never', { when: 'lead.country == "FR"' })])).toBe(
      'no condition of a package holds (demo, de)',
    );
  });

  it('is none where all are for other products, and says so', () => {
    expect(choose([], 'de', [one('demo', { products: ['demo'] })])).toBe(
      'no package is for what was asked (no product, de)',
    );
  });

  it('says why it was chosen', () => {
    const choice = choosePackage(
      { products: ['demo'], language: 'de', facts },
      { ...document, packages: [one('demo-en', { language: 'en', products: ['demo'] })] },
    );
    expect(choice.because).toBe('asked for demo, language en, because there is none in de: demo-en');
  });
});
