import { beforeEach, describe, expect, it } from 'vitest';
import { defaultDocument, defaultRules } from '../../../shared/adapters/memory/default-rules.ts';
import { type MemoryLeadStore, memoryLeadStore } from '../../../shared/adapters/memory/lead-store.ts';
import type { Draft } from '../../../shared/domain/events.ts';
import { clockRules, recordWatched } from '../../../shared/rules/watch.ts';
import { received } from '../../../test/fixtures/lead.ts';
import { type HandedOver, handOver } from './hand-over.ts';

const NOW = '2027-01-19T09:00:00.000Z';
const boss = { subject: 'petra', role: 'process-owner' } as const;
const { agents, ...directory } = defaultDocument('agents').document;
const rules = defaultRules();
const withDeputy = defaultRules({
  agents: {
    ...directory,
    agents: agents.map((agent) => (agent.id === 'jonas-wulff' ? { ...agent, deputy: 'mira-hansen' } : agent)),
  },
});
let store: MemoryLeadStore;

async function lead(id: string, owner: string, more: Draft[] = []) {
  const assignment = { rule: 'r', because: 'b', rulesHash: 'x', at: NOW, turn: 1, candidates: [] };
  const drafts: Draft[] = [
    received({ email: `${id}@ott.example` }, NOW, `inq_${id}`),
    { type: 'LeadRequalified', to: 'qualifying', data: { reason: 'new' } },
    { type: 'LeadQualified', to: 'qualified', data: {} },
    {
      type: 'LeadAssigned',
      to: 'assigned',
      data: { pool: 'north', owner: { id: owner, name: owner }, assignment },
    },
    ...more,
  ];
  const origin = { now: NOW, by: 'system', correlationId: 'c' };
  await store.commit({
    ...recordWatched(id, null, drafts, origin, await clockRules(rules)),
    expectedVersion: null,
  });
}
const accepted: Draft = { type: 'LeadAccepted', to: 'accepted', data: { owner: 'jonas-wulff' } };
const opportunity: Draft = { type: 'OpportunityOpened', to: 'opportunity', data: {} };
const lost: Draft = { type: 'LeadLost', to: 'lost', data: { reason: 'price' } };

beforeEach(async () => {
  store = memoryLeadStore();
  await lead('lead_a', 'jonas-wulff');
  await lead('lead_b', 'jonas-wulff', [accepted]);
  await lead('lead_c', 'jonas-wulff', [accepted, opportunity]);
  await lead('lead_d', 'jonas-wulff', [accepted, lost]);
  await lead('lead_e', 'anke-petersen');
});

async function asked(to?: string, by = rules): Promise<string[]> {
  const told: HandedOver[] = [];
  const what = { from: 'jonas-wulff', to, reason: 'left the company', correlationId: 'c', now: NOW };
  for await (const one of handOver({ store, rules: by }, boss, what)) told.push(one);
  return told.map(({ leadId, outcome, state }) => `${leadId} ${outcome} ${state}`).sort();
}
const owners = async () =>
  Promise.all(
    ['a', 'b', 'c', 'd', 'e'].map(async (id) => (await store.load(`lead_${id}`))?.owner?.id ?? 'nobody'),
  );

describe('the open leads of somebody who leaves', () => {
  it('go to the turn, which passes the leaver over; an opportunity without a deputy is left and named', async () => {
    expect(await asked()).toEqual([
      'lead_a turn qualified',
      'lead_b turn qualified',
      'lead_c left opportunity',
    ]);
    expect(await owners()).toEqual(['nobody', 'nobody', 'jonas-wulff', 'jonas-wulff', 'anke-petersen']);
    const found = await store.loadWithHistory('lead_b');
    expect(found?.lead.passedOver).toEqual(['jonas-wulff']);
    expect(found?.events.at(-1)).toMatchObject({
      type: 'OwnerReleased',
      by: 'staff:petra',
      because: 'left the company',
      data: { why: 'by-staff' },
    });
  });

  it('that are opportunities go to the deputy as they stand', async () => {
    expect(await asked(undefined, withDeputy)).toContain('lead_c given opportunity');
    expect((await owners())[2]).toBe('mira-hansen');
  });

  it('go to whom is named, each with its event and the reason', async () => {
    expect(await asked('mira-hansen')).toEqual([
      'lead_a given assigned',
      'lead_b given assigned',
      'lead_c given opportunity',
    ]);
    expect(await owners()).toEqual([
      'mira-hansen',
      'mira-hansen',
      'mira-hansen',
      'jonas-wulff',
      'anke-petersen',
    ]);
    expect((await store.load('lead_a'))?.assignment).toMatchObject({
      rule: 'route/by-hand',
      because: 'left the company',
    });
  });

  it('are handed over once, however often that is asked for, and after an interruption the rest', async () => {
    const what = {
      from: 'jonas-wulff',
      to: 'mira-hansen',
      reason: 'left the company',
      correlationId: 'c',
      now: NOW,
    };
    for await (const _ of handOver({ store, rules }, boss, what)) break;
    expect((await asked('mira-hansen')).length).toBe(2);
    expect(await asked('mira-hansen')).toEqual([]);
    for (const id of ['a', 'b', 'c']) {
      const events = (await store.loadWithHistory(`lead_${id}`))?.events ?? [];
      expect(events.filter(({ type }) => type === 'LeadAssigned')).toHaveLength(2);
    }
  });

  it('stay where they are, with the reason, where nobody knows the one who is named', async () => {
    expect(await asked('nobody-here')).toEqual([
      'lead_a left assigned',
      'lead_b left accepted',
      'lead_c left opportunity',
    ]);
  });
});
