import { describe, expect, it } from 'vitest';
import { defaultDocument } from '../../adapters/memory/default-rules.ts';
import { ExclusionDocument } from '../exclusion.ts';
import { proveExclusion } from './prove-exclusion.ts';

const { document } = defaultDocument('exclusion');
const withRule = (when: string) =>
  ExclusionDocument.parse({
    ...document,
    rules: [...document.rules, { id: 'new', reason: 'new', when, because: 'x' }],
  });

describe('the proof of the exclusion rules', () => {
  it('finds no rule in the shipped document that never decides', () => {
    const { findings } = proveExclusion(document);
    expect(findings.filter(({ kind }) => kind !== 'overlap')).toEqual([]);
  });

  it.each([
    ['contradiction', 'lead.country == "AQ" && lead.country == "DE"'],
    ['contradiction', 'lead.state == "won"'],
    ['unreachable', 'lead.country == "AQ" && lead.employees >= 10'],
  ])('finds a %s: %s', (kind, when) => {
    expect(proveExclusion(withRule(when)).findings).toContainEqual(
      expect.objectContaining({ kind, rule: 'new' }),
    );
  });

  it('finds two reasons for one lead, with an example', () => {
    expect(proveExclusion(withRule('lead.country == "AQ" || lead.country == "BV"')).findings).toContainEqual(
      expect.objectContaining({
        kind: 'overlap',
        rule: 'out-of-area',
        with: 'new',
        example: expect.objectContaining({ 'lead.country': 'AQ' }),
      }),
    );
  });
});
