import { describe, expect, it } from 'vitest';
import { newLead } from '../../test/fixtures/lead.ts';
import { defaultDocument } from '../adapters/memory/default-rules.ts';
import type { Facts } from '../domain/facts.ts';
import { DefinitionDocument } from './definition.ts';
import { openQuestions } from './questions.ts';

const { document } = defaultDocument('definition');
const asked = (facts: Facts, by: DefinitionDocument = document) =>
  openQuestions(newLead(facts, '2027-01-19T09:00:00.000Z'), by).map(({ id }) => id);

describe('the questions that are open for a lead (R44, R81)', () => {
  it('come in the order of the definition, must before should before may', () => {
    const ids = asked({ email: 'eva@ott.example' });
    expect(ids.slice(0, 3)).toEqual(['need', 'timing', 'authority']);
    expect(ids.indexOf('industry')).toBeGreaterThan(ids.indexOf('postcode'));
  });

  it.each<[string, Facts, string, boolean]>([
    ['what is not known is', {}, 'timing', true],
    ['what is known is not', { timeframe: '2027-06-01' }, 'timing', false],
    ['"unknown" is no answer, so it is', { authority: 'unknown' }, 'authority', true],
    ['any one of several facts is enough, so it is not', { budget: 0 }, 'volume', false],
    ['what has a condition is not before that holds', {}, 'employees', false],
    ['what has a condition is once that holds', { company: 'Ott KG' }, 'employees', true],
    ['what has no question is not', {}, 'birthday', false],
  ])('%s asked', (_, facts, id, isAsked) => {
    expect(asked({ email: 'eva@ott.example', ...facts }).includes(id)).toBe(isAsked);
  });

  it('ask for the first fact of several, with the values to choose from', () => {
    const lead = newLead({ email: 'eva@ott.example' }, '2027-01-19T09:00:00.000Z');
    const questions = openQuestions(lead, document);
    expect(questions.find(({ id }) => id === 'volume')?.fact).toBe('orderVolume');
    expect(questions.find(({ id }) => id === 'need')?.values).toEqual(['concrete', 'general', 'none']);
  });

  it('leave to sales what sales asks', () => {
    const facts = document.facts.map((fact) =>
      fact.id === 'position' ? { ...fact, question: { de: 'Aufgabe?', en: 'Job?' } } : fact,
    );
    expect(asked({ email: 'eva@ott.example' }, { ...document, facts })).not.toContain('position');
  });

  it('a condition that cannot be understood is refused with the document', () => {
    const facts = document.facts.map((fact) =>
      fact.id === 'need' ? { ...fact, when: 'lead.wallet' } : fact,
    );
    expect(DefinitionDocument.safeParse({ ...document, facts }).success).toBe(false);
  });
});
