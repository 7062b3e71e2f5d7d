import { beforeEach, describe, expect, it } from 'vitest';
import { defaultRules } from '../../../shared/adapters/memory/default-rules.ts';
import { memoryLeadStore } from '../../../shared/adapters/memory/lead-store.ts';
import type { Draft } from '../../../shared/domain/events.ts';
import { rebuild } from '../../../shared/domain/evolve.ts';
import { readRequest } from '../../../shared/http/request.ts';
import { httpEvent } from '../../../shared/http/testing.ts';
import { mergeByHand, unmerge } from '../../../shared/merge-leads.ts';
import { ExclusionDocument } from '../../../shared/rules/exclusion.ts';
import { clockRules, recordWatched } from '../../../shared/rules/watch.ts';
import { received } from '../../../test/fixtures/lead.ts';
import { StaffAction } from '../rules/act.ts';
import { excludesAlone } from '../rules/four-eyes.ts';
import { actAsStaff } from './act-as-staff.ts';
import { listReviews } from './reviews.ts';

const NOW = '2027-01-19T09:00:00.000Z';
const rules = defaultRules();
const marketing = { subject: 'mia', role: 'marketing' } as const;
const colleague = { subject: 'max', role: 'marketing' } as const;
const boss = { subject: 'petra', role: 'process-owner' } as const;
const exclusion = { action: 'override', exclusion: 'competitor', reason: 'baut dasselbe' };
const confirm = { action: 'review', decision: 'confirm' };
const reject = { action: 'review', decision: 'reject', reason: 'ist ein Kunde' };
let store = memoryLeadStore();

async function happens(drafts: readonly Draft[], id = 'lead_1') {
  const before = await store.load(id);
  const origin = { now: NOW, by: 'system', correlationId: 'c' };
  const change = recordWatched(id, before, drafts, origin, await clockRules(rules));
  await store.commit({ ...change, expectedVersion: before?.version ?? null });
}
const act = (caller: typeof marketing | typeof boss | typeof colleague, input: object, now = NOW) =>
  actAsStaff({ store, rules }, caller, {
    leadId: 'lead_1',
    action: StaffAction.parse(input),
    correlationId: 'c',
    now,
  });
async function lead() {
  const found = await store.loadWithHistory('lead_1');
  if (!found) throw new Error('no lead');
  expect(rebuild(found.events)).toEqual({ ...found.lead, version: 0 });
  return found;
}
async function waiting() {
  const caller = { subject: 'max', role: 'marketing' };
  const found = [];
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const query: Record<string, string> = cursor ? { cursor } : {};
    const event = httpEvent({ method: 'GET', path: '/v1/reviews', query, caller });
    const { body } = await listReviews({ store, rules }, readRequest(event), NOW);
    const told = JSON.parse(body);
    found.push(...told.reviews);
    cursor = told.cursor;
  }
  return found;
}
const runs = async () =>
  (await lead()).lead.clocks.filter(({ name, state }) => name === 'review' && state === 'running').length;

beforeEach(async () => {
  store = memoryLeadStore();
  await happens([
    { ...received({ email: 'a@x.example', country: 'DE' }, NOW, 'inq_1'), to: 'received' },
    { type: 'LeadRequalified', to: 'qualifying', data: { reason: 'new' } },
  ]);
});

describe('an exclusion by hand (R61)', () => {
  it('by marketing waits for a second person: the lead goes on, and the list says what, why, by whom and until when', async () => {
    expect(await act(marketing, { ...exclusion, until: '2027-02-01' })).toMatchObject({ outcome: 'changed' });
    const until = '2027-02-01T23:00:00.000Z';
    const proposed = { exclusion: 'competitor', reason: 'baut dasselbe', until, by: 'staff:mia', at: NOW };
    expect((await lead()).lead).toMatchObject({ state: 'qualifying', proposed });
    expect((await lead()).lead.override).toBeUndefined();
    expect(await waiting()).toMatchObject([
      {
        ...{ kind: 'exclusion', id: 'lead_1', leadId: 'lead_1', reason: 'competitor', since: NOW, until },
        ...{ because: 'baut dasselbe', proposedBy: 'staff:mia', due: expect.any(String) },
      },
    ]);
    expect(await runs()).toBe(1);
  });

  it.each([
    ['confirmed by a colleague', colleague, confirm, 'excluded', 'confirmed', 'baut dasselbe'],
    ['confirmed by the process owner', boss, confirm, 'excluded', 'confirmed', 'baut dasselbe'],
    ['rejected by a colleague', colleague, reject, 'qualifying', 'rejected', 'ist ein Kunde'],
  ] as const)('is %s, with who, why and by which rule', async (_, who, decision, state, as, because) => {
    await act(marketing, exclusion);
    expect((await act(who, decision)).outcome).toBe('changed');
    const { lead: after, events } = await lead();
    expect(after).toMatchObject({ state, ...(state === 'excluded' ? { reason: 'competitor' } : {}) });
    expect(after.proposed).toBeUndefined();
    expect(after.override?.exclusion).toBe(state === 'excluded' ? 'competitor' : undefined);
    expect(events.find(({ type }) => type === 'ExclusionSettled')).toMatchObject({
      ...{ by: `staff:${who.subject}`, rule: 'route/four-eyes', because },
      ...{ rulesHash: (await rules.get('exclusion')).hash, data: { as, proposedBy: 'staff:mia' } },
    });
    expect(events.find(({ type }) => type === 'ExclusionProposed')).toMatchObject({
      ...{ by: 'staff:mia', rule: 'route/four-eyes', because: 'baut dasselbe' },
    });
    expect([await waiting(), await runs()]).toEqual([[], 0]);
    expect(await act(boss, confirm)).toMatchObject({ refusal: { refused: 'no-proposal' } });
  });

  it.each([
    ['whoever proposed it decides', marketing, confirm, 'second-person'],
    ['whoever proposed it rejects', marketing, reject, 'second-person'],
    ['somebody proposes it again', colleague, exclusion, 'proposed-already'],
    [
      'it is approved like an inquiry',
      boss,
      { action: 'review', decision: 'approve' },
      'action-not-possible',
    ],
  ] as const)('is refused with a reason where %s', async (_, who, asked, refused) => {
    await act(marketing, exclusion);
    expect(await act(who, asked)).toMatchObject({ outcome: 'refused', refusal: { refused } });
    expect((await lead()).lead).toMatchObject({ state: 'qualifying', proposed: { by: 'staff:mia' } });
  });

  it('cannot be confirmed after the day until which it was to hold, only rejected', async () => {
    await act(marketing, { ...exclusion, until: '2027-01-20' });
    expect(await act(boss, confirm, '2027-02-01T09:00:00.000Z')).toMatchObject({
      refusal: { refused: 'until-is-over' },
    });
    expect((await act(boss, reject, '2027-02-01T09:00:00.000Z')).outcome).toBe('changed');
  });

  const assignment = { rule: 'r', because: 'b', rulesHash: 'x', at: NOW, turn: 1, candidates: [] };
  const owner = { id: 'anke-petersen', name: 'Anke Petersen' };
  it.each<[string, Draft[]]>([
    [
      'goes to sales',
      [
        { type: 'LeadQualified', to: 'qualified', data: {} },
        { type: 'LeadAssigned', to: 'assigned', data: { pool: 'north', owner, assignment } },
      ],
    ],
    ['is excluded by rule', [{ type: 'LeadExcluded', to: 'excluded', data: { reason: 'student' } }]],
    ['rests', [{ type: 'LeadRested', to: 'dormant', data: { reason: 'objection' } }]],
  ])('falls away where the lead %s meanwhile', async (_, drafts) => {
    await act(marketing, exclusion);
    await happens(drafts);
    const { lead: after, events } = await lead();
    expect(after.proposed).toBeUndefined();
    expect(events.at(-1)).toMatchObject({
      type: 'ExclusionSettled',
      ...{ by: 'system', rule: 'route/four-eyes', because: `the lead is ${after.state} by now` },
      data: { as: 'fell-away' },
    });
    expect([await waiting(), await runs()]).toEqual([[], 0]);
    expect(await act(boss, confirm)).toMatchObject({ refusal: { refused: 'no-proposal' } });
  });

  it('falls away where the lead is joined into another one, and waits again once that is undone', async () => {
    await happens([received({ email: 'b@x.example' }, '2027-01-18T09:00:00.000Z', 'inq_0')], 'lead_0');
    await act(marketing, exclusion);
    const origin = { now: NOW, by: 'staff:max', correlationId: 'c' };
    const ports = { store, rules };
    await mergeByHand(ports, { ids: ['lead_1', 'lead_0'], into: 'lead_0' }, origin);
    expect(await waiting()).toEqual([]);
    expect(await act(boss, confirm)).toMatchObject({ refusal: { refused: 'no-proposal' } });
    await unmerge(ports, { leadId: 'lead_1' }, origin);
    expect((await waiting()).map(({ id }) => id)).toEqual(['lead_1']);
    expect((await act(boss, confirm)).outcome).toBe('changed');
  });

  it('by the process owner holds at once, also where one is proposed already', async () => {
    await act(marketing, exclusion);
    expect((await act(boss, exclusion)).outcome).toBe('changed');
    expect((await lead()).lead).toMatchObject({ state: 'excluded', override: { by: 'staff:petra' } });
    expect(await waiting()).toEqual([]);
  });

  it.each([
    [undefined, ['process-owner']],
    [{ alone: ['process-owner', 'marketing'] }, ['process-owner', 'marketing']],
    [{ alone: [] }, []],
  ])('is for one person alone as the document of exclusions says: %j', (byHand, alone) => {
    const document = ExclusionDocument.parse({ version: 1, note: 'n', rules: [], byHand });
    const roles = ['process-owner', 'marketing', 'call-agent', 'member', 'partner'] as const;
    expect(roles.filter((role) => excludesAlone(role, document))).toEqual(alone);
  });
});
