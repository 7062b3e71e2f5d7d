import { colleagues } from '../../functions/ingest/ask-colleagues.ts';
import { memoryLeadStore } from '../../shared/adapters/memory/lead-store.ts';
import { memoryPeople } from '../../shared/adapters/memory/people.ts';
import { record } from '../../shared/domain/evolve.ts';
import { directory } from '../fixtures/directory.ts';
import { received } from '../fixtures/lead.ts';
import { factSourceContract } from './fact-source.contract.ts';

const facts = { industry: 'IT', employees: 120, website: 'https://birken.example', city: 'Köln' };
const domain = 'birken.example';

factSourceContract('other leads of the domain', async () => {
  const store = memoryLeadStore();
  const people = memoryPeople();
  const at = '2026-11-24T09:00:00.000Z';
  const change = record('lead_1', null, [received(facts, at)], { now: at, by: 'person', correlationId: 'c' });
  await store.commit({ ...change, expectedVersion: null });
  const organisations = [`domain:${domain}`];
  await people.enter({ leadId: 'lead_1', keys: [], known: {}, organisations }, true);
  return { source: colleagues({ store, people }), domain, facts };
});

factSourceContract('a directory that is paid', async () => ({
  source: directory({ [domain]: facts }, 12),
  domain,
  facts,
}));
