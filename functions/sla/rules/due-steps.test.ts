import { describe, expect, it } from 'vitest';
import { defaultRules } from '../../../shared/adapters/memory/default-rules.ts';
import type { Draft } from '../../../shared/domain/events.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import { clockRules, recordWatched } from '../../../shared/rules/watch.ts';
import { dueSteps as stepsDue } from './due-steps.ts';

const rules = await clockRules(defaultRules());
const dueSteps = (lead: Lead, now: string) => stepsDue(lead, now, rules);
const owner = { id: 'anna', name: 'Anna' };
const start = '2026-11-24T09:00:00.000Z';

const qualified: Draft = { type: 'LeadQualified', data: {}, to: 'qualified' };
const qualifying: Draft = { type: 'LeadRequalified', data: { reason: 'cold' }, to: 'qualifying' };
const assigned: Draft = {
  type: 'LeadAssigned',
  data: {
    pool: 'north',
    owner,
    assignment: { rule: 'r', because: '', rulesHash: 'h', at: start, turn: 1, candidates: [] },
  },
  to: 'assigned',
};
const accepted: Draft = { type: 'LeadAccepted', data: { owner: 'anna' }, to: 'accepted' };
const contacted: Draft = { type: 'ContactMade', data: { owner: 'anna' } };
const quarantined: Draft = { type: 'LeadQuarantined', data: { reason: 'spam' }, to: 'quarantined' };
const received: Draft = {
  type: 'InquiryReceived',
  data: {
    inquiry: { id: 'inq_1', channel: 'web_form', source: 'site', capturedAt: start, receivedAt: start },
    outcome: 'created',
    facts: {},
    extra: {},
    consents: {},
    findings: [],
    organisation: null,
  },
};

/** A lead after these events, all at 10:00 on a Tuesday in Berlin. */
function leadAfter(...drafts: Draft[]): Lead {
  return recordWatched('lead_1', null, drafts, { now: start, by: 'system', correlationId: 'c' }, rules).lead;
}
/** The lead after its due steps were taken. */
function taken(lead: Lead, now: string): Lead {
  const drafts = dueSteps(lead, now);
  if (drafts.length === 0) return lead;
  return recordWatched(lead.id, lead, drafts, { now, by: 'system', correlationId: 'c' }, rules).lead;
}
const berlin = (text: string) => new Date(`${text}+01:00`).toISOString();
const said = (drafts: Draft[]) =>
  drafts.map((draft) =>
    draft.type === 'ClockStepTaken'
      ? `${draft.data.clock} ${draft.data.do} → ${draft.data.tell}`
      : draft.type,
  );

describe('what is done when a deadline passes (R131, R148)', () => {
  const withOwner = leadAfter(qualifying, qualified, assigned);
  const called = leadAfter(qualifying, qualified, assigned, accepted);
  const reported = leadAfter(qualifying, qualified, assigned, accepted, contacted);

  it.each([
    ['nothing before the target', withOwner, '2026-11-24T13:59', []],
    ['nothing at the very target: it is not late yet', withOwner, '2026-11-24T14:00', []],
    ['the owner is reminded of accepting', withOwner, '2026-11-24T14:01', ['acceptance remind → owner:anna']],
    [
      'at the limit the next owner gets the lead',
      withOwner,
      '2026-11-25T10:01',
      ['acceptance next-owner → process-owner', 'OwnerReleased'],
    ],
    [
      'who accepted is reminded of calling',
      called,
      '2026-11-25T10:01',
      ['first-contact remind → owner:anna'],
    ],
    [
      'who does not call loses the lead',
      called,
      '2026-11-27T10:01',
      ['first-contact next-owner → process-owner', 'OwnerReleased'],
    ],
    ['who called is reminded of the outcome', reported, '2026-12-08T10:01', ['feedback remind → owner:anna']],
    ['and keeps the lead', reported, '2026-12-22T10:01', ['feedback tell-process-owner → process-owner']],
    [
      'marketing is reminded of a review',
      leadAfter(quarantined),
      '2026-11-25T10:01',
      ['review remind → marketing'],
    ],
    [
      'routing is asked again after a minute',
      leadAfter(qualifying, qualified),
      '2026-11-24T10:02',
      ['routing again → nobody'],
    ],
    [
      'and the process owner told after a quarter of an hour',
      leadAfter(qualifying, qualified),
      '2026-11-24T10:16',
      ['routing again → nobody', 'routing tell-process-owner → process-owner'],
    ],
    [
      'an answer is asked for again before anybody is told',
      leadAfter(received),
      '2026-11-24T10:16',
      ['fulfilment again → nobody'],
    ],
    [
      'a lead is scored again after thirty days',
      leadAfter(qualifying),
      '2026-12-24T10:01',
      ['requalification requalify → nobody'],
    ],
  ])('%s', (_, lead, now, expected) => {
    expect(said(dueSteps(lead, berlin(now)))).toEqual(expected);
  });

  it('tells the process owner where the owner is gone', () => {
    expect(said(dueSteps({ ...withOwner, owner: null }, berlin('2026-11-24T14:01')))).toEqual([
      'acceptance remind → process-owner',
    ]);
    expect(said(dueSteps({ ...withOwner, owner: null }, berlin('2026-11-25T10:01')))).toEqual([
      'acceptance next-owner → process-owner',
    ]);
  });

  it('names the inquiry that waits for its answer', () => {
    const [step] = dueSteps(leadAfter(received), berlin('2026-11-24T10:16'));
    expect(step?.data).toMatchObject({ inquiryId: 'inq_1', run: 'fulfilment:inq_1' });
  });

  it('names the rules by which the deadline was set, not those of today', () => {
    expect(dueSteps(withOwner, berlin('2026-11-24T14:01'))[0]?.rulesHash).toBe(rules.deadlines.hash);
  });
});

describe('after an outage', () => {
  it('the longest due comes first', () => {
    const lead = leadAfter(received, qualifying, qualified);
    const drafts = said(dueSteps(lead, berlin('2026-11-28T10:00')));
    expect(drafts).toEqual([
      'routing again → nobody',
      'routing tell-process-owner → process-owner',
      'fulfilment again → nobody',
      'fulfilment tell-process-owner → process-owner',
    ]);
  });

  it('a reminder that is over is not sent any more', () => {
    const lead = leadAfter(qualifying, qualified, assigned);
    const drafts = dueSteps(lead, berlin('2026-12-01T10:00'));
    expect(said(drafts)).toEqual(['acceptance next-owner → process-owner', 'OwnerReleased']);
    expect(drafts[0]?.clocks?.map((change) => change.op)).toEqual(['take', 'take']);
  });
});

describe('each step is taken at most once per run', () => {
  it.each(['2026-11-24T14:01', '2026-11-25T10:01', '2026-12-25T10:01'])('at %s', (now) => {
    const after = taken(leadAfter(received, qualifying, qualified, assigned), berlin(now));
    expect(dueSteps(after, berlin(now))).toEqual([]);
  });

  it('an owner who lost the lead has missed the deadline, and the next one has a clock of his own', () => {
    const after = taken(leadAfter(qualifying, qualified, assigned), berlin('2026-11-25T10:01'));
    expect(after).toMatchObject({ state: 'qualified', owner: null, passedOver: ['anna'] });
    expect(after.clocks.map(({ run, state }) => `${run} ${state}`)).toEqual([
      'routing:1 met',
      'acceptance:1 missed',
      'routing:2 running',
    ]);
  });

  it('a lead is scored again every thirty days', () => {
    const once = taken(leadAfter(qualifying), berlin('2026-12-24T10:01'));
    expect(dueSteps(once, berlin('2027-01-23T10:00'))).toEqual([]);
    expect(said(dueSteps(once, berlin('2027-01-23T10:02')))).toEqual(['requalification requalify → nobody']);
  });
});
