import { describe, expect, it } from 'vitest';
import { defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { memoryLeadStore } from '../../shared/adapters/memory/lead-store.ts';
import type { Draft } from '../../shared/domain/events.ts';
import { byHandClock, clockRules, recordWatched } from '../../shared/rules/watch.ts';
import { takeDueSteps } from './take-due-steps.ts';

const start = '2026-11-24T09:00:00.000Z';
const rules = defaultRules();
const assigned: Draft[] = [
  { type: 'LeadRequalified', data: { reason: 'cold' }, to: 'qualifying' },
  { type: 'LeadQualified', data: {}, to: 'qualified' },
  {
    type: 'LeadAssigned',
    data: {
      pool: 'north',
      owner: { id: 'anna', name: 'Anna' },
      assignment: { rule: 'r', because: '', rulesHash: 'h', at: start, turn: 1, candidates: [] },
    },
    to: 'assigned',
  },
];

const classed: Draft[] = [
  {
    type: 'OverrideSet',
    data: { exclusion: 'press', reason: 'newspaper', until: '2026-11-24T12:00:00.000Z' },
    to: 'excluded',
  },
];

async function leadsWithOwner(ids: string[]) {
  const store = memoryLeadStore();
  for (const id of ids) {
    const origin = { now: start, by: 'system', correlationId: 'c' };
    const change = recordWatched(id, null, assigned, origin, await clockRules(rules));
    await store.commit({ ...change, expectedVersion: null });
  }
  return { store, at: (now: string) => ({ store, rules, now: () => now }) };
}

describe('a lead that is due', () => {
  it('is reminded of once and given to the next owner once, however often it is announced', async () => {
    const { store, at } = await leadsWithOwner(['lead_1']);
    const late = [
      '2026-11-24T13:01:00.000Z',
      '2026-11-24T13:02:00.000Z',
      '2026-11-25T09:01:00.000Z',
      '2026-11-25T09:01:00.000Z',
    ];
    for (const now of late) await takeDueSteps(at(now), 'lead_1');
    const history = await store.loadWithHistory('lead_1');
    expect(history?.events.slice(3).map(({ type }) => type)).toEqual([
      'ClockStepTaken',
      'ClockStepTaken',
      'OwnerReleased',
    ]);
    expect(history?.lead.state).toBe('qualified');
  });

  it('is changed once when two announcements are worked off at the same time', async () => {
    const { store, at } = await leadsWithOwner(['lead_1']);
    const ports = at('2026-11-24T13:01:00.000Z');
    const outcomes = await Promise.all([takeDueSteps(ports, 'lead_1'), takeDueSteps(ports, 'lead_1')]);
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['changed', 'unchanged']);
    expect((await store.loadWithHistory('lead_1'))?.events).toHaveLength(4);
  });

  it('is left alone when the owner accepted meanwhile', async () => {
    const { store, at } = await leadsWithOwner(['lead_1']);
    const lead = await store.load('lead_1');
    const accept: Draft = { type: 'LeadAccepted', data: { owner: 'anna' }, to: 'accepted' };
    const origin = { now: '2026-11-24T12:59:59.000Z', by: 'owner:anna', correlationId: 'c' };
    const change = recordWatched('lead_1', lead, [accept], origin, await clockRules(rules));
    await store.commit({ ...change, expectedVersion: lead?.version ?? null });
    expect((await takeDueSteps(at('2026-11-24T13:01:00.000Z'), 'lead_1')).outcome).toBe('unchanged');
  });

  it('is found by the worklist until its steps are taken', async () => {
    const { store, at } = await leadsWithOwner(['lead_1', 'lead_2', 'lead_3']);
    const now = '2026-11-24T13:01:00.000Z';
    expect((await store.due(now, 10)).leadIds).toHaveLength(3);
    await takeDueSteps(at(now), 'lead_2');
    const due = await store.due(now, 10);
    expect(due.leadIds.sort()).toEqual(['lead_1', 'lead_3']);
    expect(due.nextAt).toBe('2026-11-25T09:00:00.000Z');
  });

  it.each([
    [
      'goes to the turn when the time of its owner by hand is over',
      assigned,
      'by-hand:owner',
      'OwnerReleased',
    ],
    [
      'is classed by rule again when the time of a class by hand is over (R85)',
      classed,
      'by-hand:override',
      'OverrideEnded',
    ],
  ] as const)('%s', async (_, drafts, run, ended) => {
    const store = memoryLeadStore();
    const end = '2026-11-24T12:00:00.000Z';
    const last = drafts.at(-1);
    if (!last) throw new Error('no draft');
    const held = { ...last, clocks: [byHandClock(run, start, end, 'by-hand')] };
    const origin = { now: start, by: 'system', correlationId: 'c' };
    const change = recordWatched(
      'lead_1',
      null,
      [...drafts.slice(0, -1), held],
      origin,
      await clockRules(rules),
    );
    await store.commit({ ...change, expectedVersion: null });
    expect((await store.due('2026-11-24T12:00:01.000Z', 10)).leadIds).toEqual(['lead_1']);
    const late = { store, rules, now: () => '2026-11-24T12:00:01.000Z' };
    await takeDueSteps(late, 'lead_1');
    expect((await takeDueSteps(late, 'lead_1')).outcome).toBe('unchanged');
    const found = await store.loadWithHistory('lead_1');
    expect(found?.events.slice(-2).map(({ type }) => type)).toEqual(['ClockStepTaken', ended]);
    expect(found?.lead.clocks.find((clock) => clock.run === run)?.state).not.toBe('running');
  });

  it('goes on when its pause is over, once', async () => {
    const { store, at } = await leadsWithOwner(['lead_1']);
    const lead = await store.load('lead_1');
    const until = '2026-11-27T12:00:00.000Z';
    const pause: Draft = {
      type: 'ClockPaused',
      data: { clock: 'acceptance', run: 'acceptance:1', reason: 'works outing', until },
      clocks: [{ op: 'pause', run: 'acceptance:1', at: '2026-11-24T10:00:00.000Z', until }],
    };
    const origin = { now: '2026-11-24T10:00:00.000Z', by: 'staff:p', correlationId: 'c' };
    const change = recordWatched('lead_1', lead, [pause], origin, await clockRules(rules));
    await store.commit({ ...change, expectedVersion: lead?.version ?? null });
    expect((await store.due('2026-11-26T12:00:00.000Z', 10)).leadIds).toEqual([]);
    const after = '2026-11-27T12:00:01.000Z';
    await takeDueSteps(at(after), 'lead_1');
    expect((await takeDueSteps(at(after), 'lead_1')).outcome).toBe('unchanged');
    const found = await store.loadWithHistory('lead_1');
    expect(found?.events.at(-1)?.type).toBe('ClockResumed');
    // Three of the four hours were left: one on Friday until 13:00 and on.
    expect(found?.lead.clocks.find(({ run }) => run === 'acceptance:1')?.target).toMatch(
      /^2026-11-27T15:00:01/,
    );
  });

  it('that is gone is no error', async () => {
    const { at } = await leadsWithOwner([]);
    expect(await takeDueSteps(at(start), 'lead_9')).toEqual({ outcome: 'missing' });
  });
});
