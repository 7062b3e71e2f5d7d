import { beforeAll, describe, expect, it } from 'vitest';
import { assignLead } from '../../functions/route/assign-lead.ts';
import { routeOf } from '../../functions/route/rules/route-of.ts';
import { actAsStaff } from '../../functions/route/staff/act-as-staff.ts';
import { memoryAbsences } from '../../shared/adapters/memory/absences.ts';
import { defaultSource } from '../../shared/adapters/memory/default-rules.ts';
import { memoryLeadStore } from '../../shared/adapters/memory/lead-store.ts';
import { memoryPeople } from '../../shared/adapters/memory/people.ts';
import { changeLead } from '../../shared/change-lead.ts';
import type { Draft } from '../../shared/domain/events.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import { activeDocument, type RuleSet, setHash } from '../../shared/rules/active.ts';
import { contentHash } from '../../shared/rules/content-hash.ts';
import { documents, subjects } from '../../shared/rules/documents.ts';
import { clockRules, recordWatched } from '../../shared/rules/watch.ts';
import { received } from '../../test/fixtures/lead.ts';
import { type Contents, readStore } from './read-store.ts';
import { replay } from './replay.ts';

const members = ['anna', 'bert'];
const agents = {
  version: 1,
  note: 'two',
  timeZone: 'Europe/Berlin',
  processOwner: 'anna',
  agents: members.map((id) => ({ id, name: id, email: `${id}@x.example`, language: 'de' })),
};
const pool = {
  id: 'all',
  name: 'All',
  members: members.map((agent) => ({ agent, weight: 1, open: 2 })),
};
const own: Record<string, unknown> = {
  agents,
  pools: { version: 1, note: 'limited', pools: [pool] },
  routing: {
    version: 1,
    note: 'all',
    rules: [],
    customers: { because: 'kept' },
    fallback: { pool: 'all', because: 'all' },
  },
};
const set: RuleSet = Object.fromEntries(
  subjects.map((subject) => {
    const source = own[subject] ?? defaultSource(subject);
    return [subject, { hash: contentHash(source), source }];
  }),
);
const inForce = setHash(set);
const rules: ActiveRules = {
  get: async (subject) => ({
    ...activeDocument(subject, set[subject] ?? { hash: '', source: null }, documents),
    set: inForce,
  }),
};
const hour = (n: number) => new Date(Date.parse('2027-01-19T08:00:00.000Z') + n * 3_600_000).toISOString();

let contents: Contents;

/** Two people with room for two leads each get five, one of them by hand; one that is over makes room for who waits. */
beforeAll(async () => {
  const store = memoryLeadStore();
  const ports = { store, rules, absences: memoryAbsences(), people: memoryPeople() };
  const score = {
    ...{ value: 42, scaled: 42, code: '2B', rulesHash: 'x', criteria: [] },
    bant: { budget: null, authority: null, need: null, time: null },
  };
  const ripe = async (leadId: string, now: string) => {
    const drafts: Draft[] = [
      received({ email: `${leadId}@x.example` }, now, `inq_${leadId}`),
      { type: 'LeadRequalified', to: 'qualifying', data: { reason: 'new' } },
      { type: 'LeadScored', data: { score, class: 'hot', stage: 'SQL' } },
      { type: 'LeadQualified', to: 'qualified', data: {} },
    ];
    const origin = { now, by: 'person', correlationId: 'cor_1' };
    const change = recordWatched(leadId, null, drafts, origin, await clockRules(rules));
    await store.commit({ ...change, expectedVersion: null });
  };
  const ask = async (leadId: string, now: string) => {
    const lead = await store.load(leadId);
    if (!lead) throw new Error(leadId);
    const route = routeOf(lead, await rules.get('routing'));
    const message = { leadId, ...route, eventId: `${leadId}.${lead.seq}`, correlationId: 'cor_1' };
    await assignLead(ports, message, now);
  };
  const happen = (leadId: string, drafts: Draft[], now: string) =>
    changeLead(ports, leadId, { now, by: 'owner:anna', correlationId: 'cor_1' }, () => drafts);
  const names = ['lead_a', 'lead_b', 'lead_c', 'lead_d', 'lead_e', 'lead_f'];
  for (const [index, leadId] of names.entries()) await ripe(leadId, hour(index / 10));
  for (const [index, leadId] of names.slice(0, 3).entries()) await ask(leadId, hour(1 + index));
  const petra = { subject: 'petra', role: 'process-owner' as const };
  const action = { action: 'assign' as const, owner: 'anna', reason: 'knows them' };
  await actAsStaff(ports, petra, { leadId: 'lead_f', action, correlationId: 'cor_1', now: hour(4) });
  await ask('lead_d', hour(5));
  await ask('lead_e', hour(6));
  const first = await store.load('lead_b');
  const owner = first?.owner?.id ?? '';
  await happen('lead_b', [{ type: 'LeadAccepted', to: 'accepted', data: { owner } }], hour(8));
  await happen('lead_b', [{ type: 'LeadLost', to: 'lost', data: { reason: 'price' } }], hour(9));
  await ask('lead_e', hour(12));
  contents = await readStore(
    {
      store,
      ruleSet: async (hash) => (hash === inForce ? set : null),
      archived: async (hash) => Object.values(set).find((entry) => entry.hash === hash)?.source ?? null,
    },
    () => {},
  );
});

const changed = (from: RegExp, to: string): Contents => ({
  ...contents,
  leads: contents.leads.map(({ lead, events }) => ({
    lead,
    events: JSON.parse(JSON.stringify(events).replace(from, to)),
  })),
});

describe('replaying turns of members whose open leads are limited (R128)', () => {
  it('decides each again as it was, also behind a lead that was given by hand and one that is over', () => {
    const owners = contents.leads.map(({ lead }) => [lead.id, lead.state, lead.owner?.id]);
    expect(owners).toContainEqual(['lead_d', 'assigned', expect.any(String)]);
    expect(owners).toContainEqual(['lead_e', 'assigned', expect.any(String)]);
    const types = contents.leads.flatMap(({ events }) => events.map(({ type }) => type));
    expect(types).toContain('LeadParked');
    const result = replay(contents);
    expect(result.findings).toEqual([]);
    expect(result).toMatchObject({ different: 0, unjudged: {} });
    expect(result.decisions.turn).toBe(6);
  });

  it.each([
    ['an open lead that was looked up', /("open":\{"anna":\["lead_)\w/, '$1z', 'given.open'],
    ['that nobody had room', /("open":\{"anna":\[)"lead_\w",/, '$1', 'open.anna'],
    ['the ledger in which a lead was entered by hand', /("entered":\{"ledger":)\d/, '$19', 'is missing'],
  ])('finds a change of %s', (_, from, to, place) => {
    const { findings, different, unjudged } = replay(changed(from, to));
    const told = [...findings.map(({ path }) => path), ...Object.keys(unjudged)].join('\n');
    expect(different + Object.keys(unjudged).length).toBeGreaterThan(0);
    expect(told).toContain(place);
  });
});
