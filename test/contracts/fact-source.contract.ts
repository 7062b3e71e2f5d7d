import { describe, expect, it } from 'vitest';
import type { FactSource } from '../../shared/ports/fact-source.ts';
import { OrganisationFacts } from '../../shared/rules/look-up.ts';

/** An organisation that a source under test knows, and what it knows of it. */
export interface KnownOrganisation {
  source: FactSource;
  domain: string;
  facts: OrganisationFacts;
}

/** What every source of facts does, whoever stands behind it. */
export function factSourceContract(name: string, start: () => Promise<KnownOrganisation>): void {
  describe(`facts out of ${name}`, () => {
    it('are those that are wanted, and no others', async () => {
      const { source, domain, facts } = await start();
      const { industry } = facts;
      const found = await source.lookUp({ leadId: 'lead_0', domain, facts: ['industry'] });
      expect(found.facts).toEqual({ industry });
      expect(found.because).not.toBe('');
      expect(found.cents).toBeGreaterThanOrEqual(0);
    });

    it('are facts of an organisation as the lead knows them', async () => {
      const { source, domain, facts } = await start();
      const found = await source.lookUp({
        leadId: 'lead_0',
        domain,
        facts: ['industry', 'employees', 'website', 'city'],
      });
      expect(OrganisationFacts.parse(found.facts)).toEqual(found.facts);
      expect(found.facts).toEqual(facts);
    });

    it('are none of an organisation that is not known', async () => {
      const { source } = await start();
      const found = await source.lookUp({ leadId: 'lead_0', domain: 'unknown.example', facts: ['industry'] });
      expect(found.facts).toEqual({});
    });

    it('are the same when they are asked for again', async () => {
      const { source, domain } = await start();
      const asked = { leadId: 'lead_0', domain, facts: ['industry', 'city'] as const };
      expect(await source.lookUp(asked)).toEqual(await source.lookUp(asked));
    });
  });
}
