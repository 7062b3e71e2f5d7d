/** Routes 10,000 hot leads with the bundled router over a store that only keeps versions apart; prints the seconds of CPU. */
import { memoryAbsences } from '../../shared/adapters/memory/absences.ts';
import { defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { memoryLeadStore } from '../../shared/adapters/memory/lead-store.ts';
import { memoryPeople } from '../../shared/adapters/memory/people.ts';
import type { Draft } from '../../shared/domain/events.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import type { Ledger } from '../../shared/domain/ledger.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import type { Queue } from '../../shared/ports/queue.ts';
import { clockRules, recordWatched } from '../../shared/rules/watch.ts';
import { received } from '../fixtures/lead.ts';

const now = '2026-11-24T09:00:00.000Z';
const LEADS = 10_000;

const [, , choose = '', give = ''] = process.argv;
const { routeLead } = await import(choose);
const { assignLead } = await import(give);

const store = bareStore();
const rules = defaultRules();
const ports = { store, rules, absences: memoryAbsences(), people: memoryPeople() };
const watch = await clockRules(rules);
const origin = { now, by: 'system', correlationId: 'cor_1' };
for (let i = 0; i < LEADS; i++) {
  const change = recordWatched(`lead_${i}`, null, hotLead(i), origin, watch);
  await store.commit({ ...change, expectedVersion: null });
}

const turns: Queue = {
  send: async (messages) => {
    for (const { body } of messages) await assignLead(ports, body, now);
  },
};
const before = process.cpuUsage();
for (let i = 0; i < LEADS; i++)
  await routeLead(
    { store, rules, turns },
    { leadId: `lead_${i}`, eventId: `lead_${i}.3`, correlationId: 'cor_1' },
  );
const { user, system } = process.cpuUsage(before);

for (let i = 0; i < LEADS; i++) {
  const lead = await store.load(`lead_${i}`);
  if (lead?.state !== 'assigned') throw new Error(`lead_${i} is ${lead?.state}, not assigned`);
}
console.log(JSON.stringify({ cpu: (user + system) / 1e6 }));

/** What routing asks of a store, without the cost of keeping anything safe. */
function bareStore(): LeadStore {
  const leads = new Map<string, Lead>();
  const ledgers = new Map<string, Ledger>();
  return {
    ...memoryLeadStore(),
    load: async (leadId) => leads.get(leadId) ?? null,
    loadLedger: async (pool) => ledgers.get(pool) ?? null,
    commit: async ({ lead, expectedVersion, ledger }) => {
      if ((leads.get(lead.id)?.version ?? null) !== expectedVersion)
        return { outcome: 'conflict', on: 'lead' };
      if (ledger && (ledgers.get(ledger.pool)?.version ?? 0) !== ledger.version)
        return { outcome: 'conflict', on: 'ledger' };
      leads.set(lead.id, lead);
      if (ledger) ledgers.set(ledger.pool, { ...ledger, version: ledger.version + 1 });
      return { outcome: 'stored' };
    },
  };
}

function hotLead(i: number): Draft[] {
  const facts = { email: `p${i}@x.example`, country: 'DE', postcode: `${10_000 + ((i * 7919) % 90_000)}` };
  return [
    { ...received(facts, now, `inq_${i}`), to: 'received' },
    { type: 'LeadRequalified', to: 'qualifying', data: { reason: 'new' } },
    { type: 'LeadQualified', to: 'qualified', data: {} },
  ];
}
