import { beforeEach, describe, expect, it } from 'vitest';
import { defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { memoryLeadStore } from '../../shared/adapters/memory/lead-store.ts';
import { memoryObjects } from '../../shared/adapters/memory/objects.ts';
import { memoryVisits } from '../../shared/adapters/memory/visits.ts';
import { withAreas } from '../../shared/area-tables.ts';
import type { EventPointer } from '../../shared/domain/events.ts';
import { rebuild, record } from '../../shared/domain/evolve.ts';
import type { Facts } from '../../shared/domain/facts.ts';
import type { Inquiry } from '../../shared/domain/inquiry.ts';
import { received } from '../../test/fixtures/lead.ts';
import { rescoreLead } from './rescore-lead.ts';

const now = '2026-11-24T09:00:00.000Z';
const origin = { now, by: 'person', correlationId: 'cor_1' };
const pointer: EventPointer = {
  eventId: 'lead_1.1',
  type: 'InquiryReceived',
  leadId: 'lead_1',
  inquiryId: 'inq_1',
  at: now,
  correlationId: 'cor_1',
};
const inquiry = (facts: Facts, text: string): Inquiry => ({
  id: 'inq_1',
  outcome: 'created',
  reason: null,
  leadId: 'lead_1',
  channel: 'web_form',
  source: 'website',
  capturedAt: now,
  receivedAt: now,
  text,
  facts,
  extra: {},
  consents: {},
  utm: {},
  findings: [],
  attachments: [],
  raw: null,
});

let ports: ReturnType<typeof fresh>;
const fresh = () => ({
  store: memoryLeadStore(),
  rules: defaultRules(),
  visits: memoryVisits(),
  withAreas: withAreas(memoryObjects()),
  now: () => now,
});
beforeEach(() => {
  ports = fresh();
});

async function takenIn(facts: Facts, text: string, over: Partial<Inquiry> = {}): Promise<void> {
  const change = record('lead_1', null, [received(facts, now)], origin);
  await ports.store.commit({
    ...change,
    expectedVersion: null,
    inquiry: { ...inquiry(facts, text), ...over },
  });
}

const email = 'anna@birken.example';

describe('scoring a lead after a message', () => {
  it('stores score, class and the step to sales in one change', async () => {
    await takenIn(
      { email, timeframe: '2026-12-24', orderVolume: 60_000, authority: 'decider', need: 'concrete' },
      '',
    );
    const result = await rescoreLead(ports, pointer);
    expect(result).toMatchObject({
      outcome: 'changed',
      lead: { state: 'qualified', class: 'hot', version: 2 },
    });
    const stored = await ports.store.loadWithHistory('lead_1');
    expect(stored?.events.map(({ type, by }) => `${type} by ${by}`)).toEqual([
      'InquiryReceived by person',
      'LeadScored by system',
      'LeadQualified by system',
    ]);
    expect(rebuild(stored?.events ?? [])).toEqual({ ...stored?.lead, version: 0 });
  });

  it('reads the words of the inquiry for a clear wish to buy', async () => {
    await takenIn({ email }, 'Bitte senden Sie mir ein Angebot über 20 Lizenzen.');
    const result = await rescoreLead(ports, pointer);
    expect(result).toMatchObject({
      lead: { state: 'qualified', score: { wish: { rule: 'asks-for-an-offer' } } },
    });
  });

  it('reads them also when a review let the inquiry through', async () => {
    await takenIn({ email }, 'Bitte senden Sie mir ein Angebot über 20 Lizenzen.');
    const { inquiryId: _, ...approved } = { ...pointer, type: 'ReviewDecided' };
    expect(await rescoreLead(ports, approved)).toMatchObject({ lead: { state: 'qualified' } });
  });

  it('does nothing when the same message comes again', async () => {
    await takenIn({ email }, 'Bitte Infomaterial zusenden.');
    await rescoreLead(ports, pointer);
    const { outcome } = await rescoreLead({ ...ports, now: () => '2026-11-25T09:00:00.000Z' }, pointer);
    expect(outcome).toBe('unchanged');
    expect((await ports.store.load('lead_1'))?.version).toBe(2);
  });

  it('counts both of two messages that come at once, in whatever order', async () => {
    await takenIn({ email, need: 'general' }, '');
    const outcomes = await Promise.all([rescoreLead(ports, pointer), rescoreLead(ports, pointer)]);
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['changed', 'unchanged']);
  });

  it.each<[string, Partial<Inquiry>, string[]]>([
    [
      'links what the visitor did before, with consent, in the same change',
      { visitor: 'v1' },
      ['BehaviourSeen', 'LeadScored'],
    ],
    ['links nothing to a person who is doubted', { visitor: 'v1', outcome: 'quarantined' }, ['LeadScored']],
    ['links nothing of another visitor', { visitor: 'v2' }, ['LeadScored']],
  ])('%s', async (_what, over, types) => {
    const act = { id: 'a1', type: 'white-paper', at: '2026-11-23T09:00:00.000Z', consent: 'cmp-1' };
    await ports.visits.keep('v1', [act], now);
    await takenIn({ email }, '', over);
    await rescoreLead(ports, pointer);
    const stored = await ports.store.loadWithHistory('lead_1');
    expect(stored?.events.slice(1).map(({ type }) => type)).toEqual(types);
    expect(stored?.lead).toMatchObject(
      types.length > 1
        ? {
            stage: 'MQL',
            score: { value: 14, criteria: [{ id: 'behaviour.white-paper', value: 1, points: 14 }] },
          }
        : { stage: null, score: { value: 0 } },
    );
    expect(rebuild(stored?.events ?? [])).toEqual({ ...stored?.lead, version: 0 });
  });

  it('says so when there is no such lead', async () => {
    expect(await rescoreLead(ports, pointer)).toEqual({ outcome: 'missing' });
  });
});
