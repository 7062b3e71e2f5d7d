import { describe, expect, it } from 'vitest';
import { defaultDocument, defaultRules } from '../../../shared/adapters/memory/default-rules.ts';
import { memoryLeadStore } from '../../../shared/adapters/memory/lead-store.ts';
import type { Draft } from '../../../shared/domain/events.ts';
import { rebuild } from '../../../shared/domain/evolve.ts';
import { nextAction } from '../../../shared/domain/lead.ts';
import { clockRules, recordWatched } from '../../../shared/rules/watch.ts';
import { received } from '../../../test/fixtures/lead.ts';
import { StaffAction } from '../rules/act.ts';
import { actAsStaff } from './act-as-staff.ts';

/** Tuesday, ten o'clock in Cologne; the company is open from 8 to 17. */
const NOW = '2027-01-19T09:00:00.000Z';
const rules = defaultRules();
const assignment = { rule: 'r', because: 'b', rulesHash: 'x', at: NOW, turn: 1, candidates: [] };
const owner = { id: 'anke-petersen', name: 'Anke' };
const accepted: Draft[] = [
  { ...received({ email: 'a@x.example' }, NOW, 'inq_1'), to: 'received' },
  { type: 'LeadRequalified', to: 'qualifying', data: { reason: 'new' } },
  { type: 'LeadQualified', to: 'qualified', data: {} },
  { type: 'LeadAssigned', to: 'assigned', data: { pool: 'north', owner, assignment } },
  { type: 'LeadAccepted', to: 'accepted', data: { owner: owner.id } },
];

async function acceptedLead() {
  const store = memoryLeadStore();
  const origin = { now: NOW, by: 'system', correlationId: 'c' };
  const change = recordWatched('lead_1', null, accepted, origin, await clockRules(rules));
  await store.commit({ ...change, expectedVersion: null });
  const lead = async () => {
    const found = await store.loadWithHistory('lead_1');
    if (!found) throw new Error('no lead');
    expect(rebuild(found.events)).toEqual({ ...found.lead, version: 0 });
    return found.lead;
  };
  return {
    store,
    lead,
    clock: async () => (await lead()).clocks.find(({ name }) => name === 'first-contact'),
    act: (input: object, now: string) =>
      actAsStaff(
        { store, rules },
        { subject: 'petra', role: 'process-owner' },
        {
          leadId: 'lead_1',
          action: StaffAction.parse(input),
          correlationId: 'c',
          now,
        },
      ),
  };
}

const pause = { action: 'pause', clock: 'first-contact', reason: 'auf Reisen', until: '2027-01-25' };
const AT = '2027-01-19T11:00:00.000Z';

describe('a deadline that is paused', () => {
  it('has no step meanwhile, but its end: no lead is forgotten', async () => {
    const { store, act, lead, clock } = await acceptedLead();
    const before = await clock();
    expect((await act(pause, AT)).outcome).toBe('changed');
    expect(await clock()).toMatchObject({ state: 'paused', target: before?.target });
    const end = '2027-01-25T23:00:00.000Z';
    expect(nextAction(await lead())?.due).toBe(end);
    // The answer to the inquiry is still owed.
    const due = await store.due('2027-01-19T12:00:00.000Z', 10);
    expect(due.leadIds).toEqual(['lead_1']);
  });

  it('goes on with the open time that was left', async () => {
    const { act, clock } = await acceptedLead();
    await act(pause, AT);
    // Friday 16:00: two hours of the eight had passed, one more fits into the day, five into Monday.
    await act({ action: 'resume', clock: 'first-contact' }, '2027-01-22T15:00:00.000Z');
    const after = await clock();
    expect(after?.state).toBe('running');
    expect(after?.paused).toBeUndefined();
    const { document } = defaultDocument('calendars');
    expect(document.calendars.company.open.fri).toBeDefined();
    expect(after?.target.slice(0, 10)).toBe('2027-01-25');
    expect(after?.steps.map(({ at }) => at)).toEqual([after?.target, after?.limit]);
  });

  it('is met by the contact that comes meanwhile, even after its limit', async () => {
    const { act, clock } = await acceptedLead();
    await act(pause, AT);
    await act({ action: 'contacted' }, '2027-01-25T09:00:00.000Z');
    expect(await clock()).toMatchObject({ state: 'met' });
  });

  it.each([
    ['a clock that does not run', { ...pause, clock: 'routing' }],
    ['an end that has passed', { ...pause, until: '2027-01-18' }],
    ['an end years ahead', { ...pause, until: '2029-01-18' }],
    ['going on without a pause', { action: 'resume', clock: 'first-contact' }],
  ])('is not to be had for %s', async (_, input) => {
    const { act } = await acceptedLead();
    expect((await act(input, AT)).outcome).toBe('refused');
  });

  it('needs a reason and an end', () => {
    const { reason: _, ...without } = pause;
    expect(StaffAction.safeParse(without).success).toBe(false);
    expect(StaffAction.safeParse({ ...pause, until: undefined }).success).toBe(false);
  });
});
