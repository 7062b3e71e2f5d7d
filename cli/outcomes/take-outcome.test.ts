import { beforeEach, describe, expect, it } from 'vitest';
import { defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { type MemoryLeadStore, memoryLeadStore } from '../../shared/adapters/memory/lead-store.ts';
import type { Draft } from '../../shared/domain/events.ts';
import { clockRules, recordWatched } from '../../shared/rules/watch.ts';
import { received } from '../../test/fixtures/lead.ts';
import type { Outcome } from './read-outcome.ts';
import { takeOutcome } from './take-outcome.ts';

const NOW = '2027-01-19T09:00:00.000Z';
const rules = defaultRules();
let store: MemoryLeadStore;

const owned: Draft[] = [
  { type: 'LeadRequalified', to: 'qualifying', data: { reason: 'new' } },
  { type: 'LeadQualified', to: 'qualified', data: {} },
  {
    type: 'LeadAssigned',
    to: 'assigned',
    data: {
      pool: 'north',
      owner: { id: 'anke', name: 'Anke' },
      assignment: { rule: 'r', because: 'b', rulesHash: 'x', at: NOW, turn: 1, candidates: [] },
    },
  },
];

beforeEach(async () => {
  store = memoryLeadStore();
  const origin = { now: NOW, by: 'person', correlationId: 'cor_1' };
  const drafts = [received({ email: 'eva@ott.example' }, NOW), ...owned];
  const change = recordWatched('lead_1', null, drafts, origin, await clockRules(rules));
  const identities = [
    { kind: 'email', value: 'eva@ott.example' },
    { kind: 'external', value: 'crm:17' },
  ] as const;
  await store.commit({ ...change, expectedVersion: null, identities });
});

const take = (known: Outcome['known'], ...actions: Outcome['actions']) =>
  takeOutcome({ store, rules }, { known, actions }, { source: 'crm', now: NOW });
const won = { action: 'won', value: 79_000, orderId: 'A-1' } as const;

describe('what the CRM tells of a lead (R136)', () => {
  it.each<[string, Outcome['known']]>([
    ['our id', { leadId: 'lead_1' }],
    ['e-mail', { email: 'eva@ott.example' }],
    ['the id of the CRM', { externalId: '17' }],
  ])('is done with the lead known by %s, once', async (_, known) => {
    expect(await take(known, won)).toEqual({ outcome: 'changed', leadId: 'lead_1' });
    expect(await take(known, won)).toEqual({ outcome: 'unchanged', leadId: 'lead_1' });
    const found = await store.loadWithHistory('lead_1');
    expect(found?.lead).toMatchObject({ state: 'won', orders: [{ id: 'A-1', value: 79_000 }] });
    expect(found?.events.at(-1)).toMatchObject({ type: 'LeadWon', by: 'staff:crm' });
  });

  it('counts an order once, also where the lead has come back since', async () => {
    await take({ leadId: 'lead_1' }, won);
    const before = await store.load('lead_1');
    const back: Draft[] = [
      { type: 'LeadRequalified', to: 'qualifying', data: { reason: 'again' } },
      { type: 'LeadQualified', to: 'qualified', data: {} },
      ...owned.filter(({ type }) => type === 'LeadAssigned'),
    ];
    const origin = { now: NOW, by: 'system', correlationId: 'cor_2' };
    const change = recordWatched('lead_1', before, back, origin, await clockRules(rules));
    await store.commit({ ...change, expectedVersion: before?.version ?? null });
    expect(await take({ leadId: 'lead_1' }, won)).toEqual({ outcome: 'unchanged', leadId: 'lead_1' });
    expect(await store.load('lead_1')).toMatchObject({ state: 'assigned', orders: [{ id: 'A-1' }] });
    expect(await take({ leadId: 'lead_1' }, { ...won, orderId: 'A-2' })).toMatchObject({
      outcome: 'changed',
    });
    expect(await store.load('lead_1')).toMatchObject({
      state: 'won',
      orders: [{ id: 'A-1' }, { id: 'A-2' }],
    });
  });

  it('says of whom it knows nothing', async () => {
    expect(await take({ email: 'nobody@x.example' }, won)).toMatchObject({ outcome: 'unknown' });
  });

  it('counts an order of a lead that was lost meanwhile, by its number', async () => {
    await take({ leadId: 'lead_1' }, { action: 'lost', reason: 'price' });
    expect(await take({ leadId: 'lead_1' }, won)).toMatchObject({ outcome: 'changed' });
    expect(await store.load('lead_1')).toMatchObject({ state: 'won', orders: [{ id: 'A-1' }] });
  });

  it('is refused with the reason where the lifecycle forbids it', async () => {
    await take({ leadId: 'lead_1' }, { action: 'lost', reason: 'price' });
    const { orderId: _, ...anyOrder } = won;
    expect(await take({ leadId: 'lead_1' }, anyOrder)).toMatchObject({
      outcome: 'refused',
      because: expect.stringContaining('lost'),
    });
  });
});

describe('what a call centre tells of calls (R35)', () => {
  const yesterday = '2027-01-18T15:00:00.000Z';
  const noted = (action: Omit<Extract<Outcome['actions'][number], { action: 'call-note' }>, 'action'>) =>
    takeOutcome(
      { store, rules },
      { known: { leadId: 'lead_1' }, actions: [{ action: 'call-note', ...action }], calledAt: yesterday },
      { source: 'calls', now: NOW },
    );

  it('is noted once, however often the same file comes', async () => {
    expect(await noted({ result: 'not-reached' })).toEqual({ outcome: 'changed', leadId: 'lead_1' });
    expect(await noted({ result: 'not-reached' })).toEqual({ outcome: 'unchanged', leadId: 'lead_1' });
    expect((await store.load('lead_1'))?.calls).toMatchObject({
      attempts: 1,
      last: { result: 'not-reached' },
      nextAt: expect.any(String),
    });
  });

  it('takes the consent from who does not want calls', async () => {
    await noted({ result: 'refused' });
    expect(await store.load('lead_1')).toMatchObject({
      consents: { phone: { given: false } },
      calls: { over: true },
    });
  });

  it('keeps when somebody wants to be called again', async () => {
    await noted({ result: 'call-back', at: '2027-01-22T10:30:00.000Z' });
    expect((await store.load('lead_1'))?.calls?.nextAt).toBe('2027-01-22T10:30:00.000Z');
  });

  it('knows that who is not interested needs nothing', async () => {
    await noted({ result: 'reached', facts: { need: 'none' } });
    expect(await store.load('lead_1')).toMatchObject({ facts: { need: 'none' }, calls: { over: true } });
  });
});
