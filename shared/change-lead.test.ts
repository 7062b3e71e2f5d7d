import { describe, expect, it } from 'vitest';
import { defaultRules } from './adapters/memory/default-rules.ts';
import { changeLead, type Decide } from './change-lead.ts';
import type { Lead } from './domain/lead.ts';
import type { CommitOutcome, LeadChange, LeadStore } from './ports/lead-store.ts';
import { clockRules, recordWatched } from './rules/watch.ts';

const origin = { now: '2026-11-24T09:00:00.000Z', by: 'system', correlationId: 'c' };
const rules = defaultRules();
const note: Decide = () => [{ type: 'NoteAdded', data: { text: 'x' } }];

/** A store that answers one commit after the other as told, and keeps what it was given. */
async function scripted(...answers: CommitOutcome[]) {
  const first = recordWatched(
    'lead_1',
    null,
    [{ type: 'LeadRequalified', data: { reason: 'cold' }, to: 'qualifying' }],
    origin,
    await clockRules(rules),
  ).lead;
  const written: LeadChange[] = [];
  let loads = 0;
  const store = {
    load: async (id: string): Promise<Lead | null> =>
      id === first.id ? { ...first, version: ++loads } : null,
    commit: async (change: LeadChange) => {
      written.push(change);
      return answers[written.length - 1] ?? { outcome: 'stored' };
    },
  } as unknown as LeadStore;
  return { ports: { store, rules }, written };
}
const conflict = { outcome: 'conflict', on: 'lead' } as const;

describe('a change of a lead', () => {
  it('is decided again on the lead as it is then, when somebody else was quicker', async () => {
    const { ports, written } = await scripted(conflict, conflict);
    const decidedOn: number[] = [];
    const outcome = await changeLead(ports, 'lead_1', origin, (lead, watch) => {
      decidedOn.push(lead.version);
      return note(lead, watch);
    });
    expect(outcome.outcome).toBe('changed');
    expect(decidedOn).toEqual([1, 2, 3]);
    expect(written.map(({ expectedVersion }) => expectedVersion)).toEqual([1, 2, 3]);
  });

  it('starts and stops the clocks that follow from it', async () => {
    const { ports, written } = await scripted();
    await changeLead(ports, 'lead_1', origin, () => [{ type: 'LeadQualified', data: {}, to: 'qualified' }]);
    expect(written[0]?.events[0]?.clocks.map(({ op }) => op)).toEqual(['stop', 'start']);
  });

  it('is given back after eight conflicts', async () => {
    const { ports, written } = await scripted(...Array.from({ length: 9 }, () => conflict));
    await expect(changeLead(ports, 'lead_1', origin, note)).rejects.toMatchObject({
      code: 'contended',
      retryable: true,
    });
    expect(written).toHaveLength(8);
  });

  it.each([
    ['no event leaves the lead as it is', () => [], 'unchanged'],
    ['a refusal is an answer', () => ({ refused: 'not-now', because: 'it is early' }), 'refused'],
  ] as const)('%s', async (_, decide, outcome) => {
    const { ports, written } = await scripted();
    expect((await changeLead(ports, 'lead_1', origin, decide as Decide)).outcome).toBe(outcome);
    expect(written).toEqual([]);
  });

  it('of a lead that does not exist is told as such', async () => {
    const { ports } = await scripted();
    expect(await changeLead(ports, 'lead_2', origin, note)).toEqual({ outcome: 'missing' });
  });

  it('is never silently dropped when the store answers otherwise', async () => {
    const { ports } = await scripted({ outcome: 'duplicate', inquiryId: 'inq_1' });
    await expect(changeLead(ports, 'lead_1', origin, note)).rejects.toMatchObject({
      code: 'commit-not-possible',
    });
  });
});
