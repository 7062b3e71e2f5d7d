import { describe, expect, it } from 'vitest';
import { memoryAbsences } from '../../../shared/adapters/memory/absences.ts';
import { defaultRules } from '../../../shared/adapters/memory/default-rules.ts';
import { memoryLeadStore } from '../../../shared/adapters/memory/lead-store.ts';
import { memoryPeople } from '../../../shared/adapters/memory/people.ts';
import type { Draft } from '../../../shared/domain/events.ts';
import { rebuild } from '../../../shared/domain/evolve.ts';
import { clockRules, recordWatched } from '../../../shared/rules/watch.ts';
import { received } from '../../../test/fixtures/lead.ts';
import { assignLead } from '../assign-lead.ts';
import { StaffAction } from '../rules/act.ts';
import { mayAct } from '../rules/permissions.ts';
import { whomToTell } from '../rules/whom-to-tell.ts';
import { actAsStaff } from './act-as-staff.ts';

/** Tuesday, ten o'clock in Cologne. */
const NOW = '2027-01-19T09:00:00.000Z';
const LATER = '2027-03-01T09:00:00.000Z';
const rules = defaultRules();
const boss = { subject: 'petra', role: 'process-owner' } as const;

const qualifying: Draft[] = [
  { ...received({ email: 'a@x.example', country: 'DE' }, NOW, 'inq_1'), to: 'received' },
  { type: 'LeadRequalified', to: 'qualifying', data: { reason: 'new' } },
];
const qualified: Draft[] = [...qualifying, { type: 'LeadQualified', to: 'qualified', data: {} }];
const assignment = { rule: 'r', because: 'b', rulesHash: 'x', at: NOW, turn: 1, candidates: [] };
const owner = { id: 'anke-petersen', name: 'Anke Petersen' };
const assigned: Draft[] = [
  ...qualified,
  { type: 'LeadAssigned', to: 'assigned', data: { pool: 'north', owner, assignment } },
];
const accepted: Draft[] = [...assigned, { type: 'LeadAccepted', to: 'accepted', data: { owner: owner.id } }];
const opportunity: Draft[] = [...accepted, { type: 'OpportunityOpened', to: 'opportunity', data: {} }];
const won: Draft[] = [...opportunity, { type: 'LeadWon', to: 'won', data: { order: { id: 'o', at: NOW } } }];
const lost: Draft[] = [...accepted, { type: 'LeadLost', to: 'lost', data: { reason: 'price' } }];

async function leadWith(drafts: readonly Draft[]) {
  const store = memoryLeadStore();
  const origin = { now: NOW, by: 'system', correlationId: 'c' };
  const change = recordWatched('lead_1', null, drafts, origin, await clockRules(rules));
  await store.commit({ ...change, expectedVersion: null });
  const now = async () => {
    const found = await store.loadWithHistory('lead_1');
    if (!found) throw new Error('no lead');
    expect(rebuild(found.events)).toEqual({ ...found.lead, version: 0 });
    return found.lead;
  };
  return {
    store,
    now,
    act: (input: Record<string, unknown>, at = NOW) =>
      actAsStaff({ store, rules }, boss, {
        leadId: 'lead_1',
        action: StaffAction.parse(input),
        correlationId: 'c',
        now: at,
      }),
  };
}

const toJonas = { action: 'assign', owner: 'jonas-wulff', reason: 'kennt die Werft' };

describe('a lead that is assigned by hand', () => {
  it.each([
    ['qualifying', qualifying, 'assigned'],
    ['qualified', qualified, 'assigned'],
    ['assigned', assigned, 'assigned'],
    ['accepted', accepted, 'assigned'],
    ['opportunity', opportunity, 'opportunity'],
    ['won', won, 'won'],
    ['lost', lost, 'assigned'],
  ] as const)('goes from %s to exactly one owner, with the reason (R123)', async (_, drafts, state) => {
    const { act, now } = await leadWith(drafts);
    expect((await act(toJonas)).outcome).toBe('changed');
    const lead = await now();
    expect(lead).toMatchObject({ state, owner: { id: 'jonas-wulff' }, pool: 'north' });
    expect(lead.assignment).toMatchObject({ rule: 'route/by-hand', because: 'kennt die Werft' });
    expect(lead.keeper?.id).toBe(state === 'won' ? 'jonas-wulff' : undefined);
  });

  it('gets a pool that the owner is in', async () => {
    const { act, now } = await leadWith(assigned);
    await act({ ...toJonas, owner: 'selma-aydin' });
    expect((await now()).pool).toBe('south');
  });

  it.each([
    ['an owner nobody knows', qualified, { owner: 'nobody' }, 'owner-unknown'],
    [
      'an owner without a pool, of a lead without one',
      qualified,
      { owner: 'petra-lindner' },
      'owner-in-no-pool',
    ],
    ['whoever has it', accepted, { owner: 'anke-petersen' }, 'has-it-already'],
    ['an end that has passed', qualified, { until: '2027-01-18' }, 'until-is-over'],
  ] as const)('is not given to %s', async (_, drafts, over, refused) => {
    const { act } = await leadWith(drafts);
    expect(await act({ ...toJonas, ...over })).toMatchObject({ outcome: 'refused', refusal: { refused } });
  });

  it('is refused where nobody may have it: in quarantine, excluded, at rest by objection', async () => {
    const rests: Draft = { type: 'LeadRested', to: 'dormant', data: { reason: 'objection' } };
    const { act } = await leadWith([...qualifying, rests]);
    expect(await act(toJonas)).toMatchObject({ refusal: { refused: 'action-not-possible' } });
  });

  it('has one owner whichever of turn and hand comes first, and costs nobody a turn', async () => {
    const { store, act, now } = await leadWith(qualified);
    const route = { pool: 'north', rule: 'route/north', because: 'north', rulesHash: 'x' };
    const message = { leadId: 'lead_1', ...route, eventId: 'lead_1.3', correlationId: 'c' };
    const ports = { store, rules, absences: memoryAbsences(), people: memoryPeople() };
    await Promise.all([assignLead(ports, message, NOW), act(toJonas), assignLead(ports, message, NOW)]);
    expect((await now()).owner?.id).toBe('jonas-wulff');
    await assignLead(ports, message, NOW);
    expect((await now()).owner?.id).toBe('jonas-wulff');
  });

  it('goes to the turn at the end of the day that was named, and stays where it became an opportunity', async () => {
    const { act, now } = await leadWith(qualified);
    await act({ ...toJonas, until: '2027-01-20' });
    const clock = (await now()).clocks.find(({ name }) => name === 'by-hand');
    expect(clock).toMatchObject({ state: 'running', limit: '2027-01-20T23:00:00.000Z' });
    await act({ action: 'opportunity' }, '2027-01-19T10:00:00.000Z');
    expect((await now()).clocks.find(({ name }) => name === 'by-hand')).toMatchObject({ state: 'met' });
  });

  it('is told to its new owner, a customer without haste to nobody', async () => {
    for (const [drafts, told] of [
      [assigned, 'jonas-wulff'],
      [won, undefined],
    ] as const) {
      const { store, act } = await leadWith(drafts);
      await act(toJonas);
      const found = await store.loadWithHistory('lead_1');
      const event = found?.events.at(-1);
      if (!found || !event) throw new Error('no event');
      expect(whomToTell(event, found.lead, { processOwner: 'boss' })?.to).toBe(told);
    }
  });
});

describe('a class by hand (R85)', () => {
  it('is seen on the lead with who decided, why and until when', async () => {
    const { act, now } = await leadWith(qualifying);
    await act({ action: 'override', class: 'hot', reason: 'Messegespräch', until: '2027-02-01T08:00:00Z' });
    expect((await now()).override).toEqual({
      class: 'hot',
      reason: 'Messegespräch',
      until: '2027-02-01T08:00:00.000Z',
      by: 'staff:petra',
      at: NOW,
    });
  });

  it('sets a lead aside, and takes it back by rule', async () => {
    const { act, now } = await leadWith(qualifying);
    await act({ action: 'override', exclusion: 'competitor', reason: 'Mitbewerber' });
    expect(await now()).toMatchObject({ state: 'excluded', reason: 'competitor' });
    await act({ action: 'override', class: 'by-rule', reason: 'doch Kundin' });
    const lead = await now();
    expect(lead).toMatchObject({ state: 'qualifying', reason: null });
    expect(lead.override).toBeUndefined();
  });

  it('lets a class by hand take back an exclusion', async () => {
    const { act, now } = await leadWith([
      ...qualifying,
      { type: 'LeadExcluded', to: 'excluded', data: { reason: 'student' } },
    ]);
    await act({ action: 'override', class: 'hot', reason: 'schreibt für die Firma' });
    expect(await now()).toMatchObject({ state: 'qualifying', override: { class: 'hot' } });
  });

  it('is refused where it means nothing', async () => {
    const { act } = await leadWith(lost);
    const asked = { action: 'override', class: 'hot', reason: 'bitte' };
    expect(await act(asked)).toMatchObject({ outcome: 'refused' });
    expect(await act({ ...asked, class: 'by-rule' })).toMatchObject({ outcome: 'refused' });
    expect(StaffAction.safeParse({ ...asked, exclusion: 'press' }).success).toBe(false);
    expect(StaffAction.safeParse({ action: 'override', class: 'hot' }).success).toBe(false);
  });

  it('is for those who qualify, giving leads out for the process owner alone (R82)', () => {
    const roles = ['process-owner', 'marketing', 'call-agent', 'member', 'partner'] as const;
    expect(roles.filter((role) => mayAct(role, 'override'))).toEqual(['process-owner', 'marketing']);
    expect(roles.filter((role) => mayAct(role, 'assign'))).toEqual(['process-owner']);
  });
});

describe('an order that turns up after sales let go of the lead (R136)', () => {
  const returned: Draft[] = [
    ...accepted,
    { type: 'LeadReturned', to: 'qualifying', data: { owner: owner.id, reason: 'not-ripe', missing: [] } },
  ];
  const resting: Draft[] = [
    ...returned,
    { type: 'LeadRested', to: 'dormant', data: { reason: 'max-iterations' } },
  ];
  const order = { action: 'won', orderId: 'A-17', value: 48_000 };

  it.each([
    ['lost', lost],
    ['returned', returned],
    ['returned and ripe again', [...returned, { type: 'LeadQualified', to: 'qualified', data: {} }]],
    ['at rest', resting],
  ] as [string, Draft[]][])(
    'finds the lead that is %s: it is won, with whoever had it last, and with the whole way in its history',
    async (_, drafts) => {
      const { act, now, store } = await leadWith(drafts);
      expect((await act(order, LATER)).outcome).toBe('changed');
      const lead = await now();
      expect(lead).toMatchObject({
        state: 'won',
        owner,
        keeper: owner,
        pool: 'north',
        orders: [{ id: 'A-17', value: 48_000 }],
      });
      const ofSales = ['routing', 'acceptance', 'first-contact', 'feedback'];
      expect(lead.clocks.filter(({ name, state }) => state === 'running' && ofSales.includes(name))).toEqual(
        [],
      );
      const events = (await store.loadWithHistory('lead_1'))?.events ?? [];
      const late = events.find((event) => event.type === 'LeadAssigned' && event.rule === 'route/late-order');
      expect(late && whomToTell(late, lead, (await rules.get('agents')).document)).toBeNull();
      expect((await act(order, LATER)).outcome).toBe('unchanged');
    },
  );

  it.each([
    ['without a number of the order', lost, { action: 'won', value: 1 }],
    ['of a lead that nobody ever had', qualifying, order],
    [
      'of a person who objected',
      [...returned, { type: 'LeadRested', to: 'dormant', data: { reason: 'objection' } }],
      order,
    ],
  ] as [string, Draft[], Record<string, unknown>][])('is refused as ever %s', async (_, drafts, asked) => {
    const { act } = await leadWith(drafts);
    expect(await act(asked, LATER)).toMatchObject({
      outcome: 'refused',
      refusal: { refused: 'action-not-possible' },
    });
  });
});
