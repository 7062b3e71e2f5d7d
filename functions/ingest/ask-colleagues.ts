import type { FactSource } from '../../shared/ports/fact-source.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import type { People } from '../../shared/ports/people.ts';
import { domainKey } from '../../shared/rules/organisation-keys.ts';
import { agreedFacts } from './rules/agreed-facts.ts';

/** Other leads of an organisation that are heard, newest first. */
const MOST = 8;

/** What other leads of the same domain told of their organisation; it costs nothing but a few reads. */
export function colleagues({ store, people }: { store: LeadStore; people: People }): FactSource {
  return {
    id: 'colleagues',
    paid: false,
    async lookUp({ leadId, domain, facts: wanted }) {
      const ids = await people.ofOrganisation([domainKey(domain)], MOST + 1);
      const others = ids.filter((id) => id !== leadId).slice(0, MOST);
      const found = await Promise.all(others.map((id) => store.load(id)));
      // One that was joined into another answers with that one: each person is heard once.
      const leads = new Map(found.flatMap((lead) => (lead && lead.id !== leadId ? [[lead.id, lead]] : [])));
      const { facts, heard } = agreedFacts([...leads.values()], wanted);
      return {
        facts,
        because: `told by ${heard} other lead${heard === 1 ? '' : 's'} of ${domain}`,
        cents: 0,
      };
    },
  };
}
