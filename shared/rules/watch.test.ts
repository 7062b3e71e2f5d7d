import { describe, expect, it } from 'vitest';
import { type Draft, LeadEvent } from '../domain/events.ts';
import { rebuild } from '../domain/evolve.ts';
import type { Lead } from '../domain/lead.ts';
import { CalendarsDocument } from './calendars.ts';
import { DeadlinesDocument } from './deadlines.ts';
import calendars from './defaults/directory/calendars.json' with { type: 'json' };
import deadlines from './defaults/rules/deadlines.json' with { type: 'json' };
import retention from './defaults/rules/retention.json' with { type: 'json' };
import { RetentionDocument } from './retention.ts';
import { recordWatched } from './watch.ts';

const rules = {
  deadlines: { hash: 'd1', document: DeadlinesDocument.parse(deadlines) },
  calendars: { hash: 'c1', document: CalendarsDocument.parse(calendars) },
  retention: { hash: 'k1', document: RetentionDocument.parse(retention) },
};
const assignment = {
  rule: 'route/fair-turn',
  because: '',
  rulesHash: 'r',
  at: '2026-11-24T09:00:00.000Z',
  turn: 1,
  candidates: [],
};
const owner = { id: 'anna', name: 'Anna' };
const inquiry = (id: string, receivedAt: string, capturedAt = receivedAt) => ({
  id,
  channel: 'web_form' as const,
  source: 'site',
  capturedAt,
  receivedAt,
});
const received = (
  at: string,
  more: { id?: string; capturedAt?: string; outcome?: 'created' | 'merged' | 'quarantined' } = {},
): Draft => ({
  type: 'InquiryReceived',
  data: {
    inquiry: inquiry(more.id ?? 'inq_1', at, more.capturedAt),
    outcome: more.outcome ?? 'created',
    facts: {},
    extra: {},
    consents: {},
    findings: [],
    organisation: null,
  },
  ...(more.outcome === 'quarantined' ? { to: 'quarantined' as const } : {}),
});
const draft = {
  qualifying: { type: 'LeadRequalified', data: { reason: 'cold' }, to: 'qualifying' },
  qualified: { type: 'LeadQualified', data: {}, to: 'qualified' },
  parked: { type: 'LeadParked', data: { pool: 'north', reason: 'all absent' } },
  assigned: { type: 'LeadAssigned', data: { pool: 'north', owner, assignment }, to: 'assigned' },
  released: { type: 'OwnerReleased', data: { owner: 'anna', why: 'declined' }, to: 'qualified' },
  accepted: { type: 'LeadAccepted', data: { owner: 'anna' }, to: 'accepted' },
  contacted: { type: 'ContactMade', data: { owner: 'anna' } },
  opportunity: { type: 'OpportunityOpened', data: {}, to: 'opportunity' },
  note: { type: 'NoteAdded', data: { text: 'wants a demo' } },
  lost: { type: 'LeadLost', data: { reason: 'price' }, to: 'lost' },
  returned: {
    type: 'LeadReturned',
    data: { owner: 'anna', reason: 'unripe', missing: [] },
    to: 'qualifying',
  },
  rested: { type: 'LeadRested', data: { reason: 'objection' }, to: 'dormant' },
  quarantined: { type: 'LeadQuarantined', data: { reason: 'spam' }, to: 'quarantined' },
  approved: { type: 'ReviewDecided', data: { decision: 'approve' }, to: 'qualifying' },
  rejected: { type: 'ReviewDecided', data: { decision: 'reject' }, to: 'excluded' },
  answered: { type: 'InquiryAnswered', data: { inquiryId: 'inq_1', how: 'mail' } },
  requalify: {
    type: 'ClockStepTaken',
    data: {
      clock: 'requalification',
      run: 'requalification:1',
      step: 'target-1',
      do: 'requalify',
      tell: 'nobody',
    },
  },
} satisfies Record<string, Draft>;

/** Tuesday 10:00 in Berlin and each hour after. */
const hour = (n: number) => new Date(Date.parse('2026-11-24T09:00:00.000Z') + n * 3_600_000).toISOString();

/** The lead after drafts that come ten minutes after each other, one change each. */
function live(drafts: Draft[], by = 'owner:anna'): { lead: Lead; events: LeadEvent[] } {
  let lead: Lead | null = null;
  const events: LeadEvent[] = [];
  drafts.forEach((each, index) => {
    const result = recordWatched(
      'lead_1',
      lead,
      [each],
      { now: hour(index / 6), by, correlationId: 'c' },
      rules,
    );
    lead = result.lead;
    events.push(...result.events);
  });
  if (!lead) throw new Error('no draft');
  return { lead, events };
}

const stand = ({ clocks }: Lead) => clocks.map(({ run, state }) => `${run} ${state}`);

describe('the clocks of a lead start and stop by what happens to it (R109, R131, R148)', () => {
  const { qualified, assigned, accepted, contacted } = draft;
  const withSales = [received(hour(0)), draft.answered, draft.qualifying, qualified];
  const before = ['fulfilment:inq_1 met', 'requalification:1 met'];

  it.each([
    ['an inquiry must be answered', [received(hour(0))], ['fulfilment:inq_1 running']],
    [
      'an answer stops its own inquiry only',
      [received(hour(0)), received(hour(0), { id: 'inq_2', outcome: 'merged' }), draft.answered],
      ['fulfilment:inq_1 met', 'fulfilment:inq_2 running'],
    ],
    [
      'a quarantined inquiry waits for a person first',
      [received(hour(0), { outcome: 'quarantined' })],
      ['review:1 running'],
    ],
    [
      'an approved one must be answered',
      [received(hour(0), { outcome: 'quarantined' }), draft.approved],
      ['review:1 met', 'fulfilment:inq_1 running', 'requalification:1 running'],
    ],
    [
      'a rejected one needs no answer',
      [received(hour(0)), draft.quarantined, draft.rejected],
      ['fulfilment:inq_1 met', 'review:1 met', 'retention:no-sales-case running'],
    ],
    [
      'an unripe lead is looked at again',
      [received(hour(0)), draft.answered, draft.qualifying],
      ['fulfilment:inq_1 met', 'requalification:1 running'],
    ],
    [
      'and again after that',
      [received(hour(0)), draft.answered, draft.qualifying, draft.requalify],
      ['fulfilment:inq_1 met', 'requalification:1 met', 'requalification:2 running'],
    ],
    ['a hot lead must get an owner', withSales, [...before, 'routing:1 running']],
    ['also while it is parked', [...withSales, draft.parked], [...before, 'routing:1 running']],
    ['the owner must accept', [...withSales, assigned], [...before, 'routing:1 met', 'acceptance:1 running']],
    [
      'a new owner anew',
      [...withSales, assigned, assigned],
      [...before, 'routing:1 met', 'acceptance:1 met', 'acceptance:2 running'],
    ],
    [
      'a declined lead looks for the next',
      [...withSales, assigned, draft.released],
      [...before, 'routing:1 met', 'acceptance:1 met', 'routing:2 running'],
    ],
    [
      'who accepted must call',
      [...withSales, assigned, accepted],
      [...before, 'routing:1 met', 'acceptance:1 met', 'first-contact:1 running'],
    ],
    [
      'who called must report',
      [...withSales, assigned, accepted, contacted],
      [...before, 'routing:1 met', 'acceptance:1 met', 'first-contact:1 met', 'feedback:1 running'],
    ],
    [
      'an opportunity without a call noted must be reported too',
      [...withSales, assigned, accepted, draft.opportunity],
      [...before, 'routing:1 met', 'acceptance:1 met', 'first-contact:1 met', 'feedback:1 running'],
    ],
    [
      'an interim report gives time',
      [...withSales, assigned, accepted, contacted, draft.note],
      [
        ...before,
        'routing:1 met',
        'acceptance:1 met',
        'first-contact:1 met',
        'feedback:1 met',
        'feedback:2 running',
      ],
    ],
    [
      'an outcome ends it',
      [...withSales, assigned, accepted, contacted, draft.lost],
      [
        ...before,
        'routing:1 met',
        'acceptance:1 met',
        'first-contact:1 met',
        'feedback:1 met',
        'win-back:money-or-time:1 running',
        'loss-survey:1 running',
        'retention:not-won running',
      ],
    ],
    [
      'a returned lead is looked at again',
      [...withSales, assigned, draft.returned],
      [...before, 'routing:1 met', 'acceptance:1 met', 'requalification:2 running'],
    ],
    [
      'a lead at rest owes nothing but an answer',
      [received(hour(0)), draft.qualifying, draft.rested],
      ['fulfilment:inq_1 running', 'requalification:1 met', 'retention:objection running'],
    ],
  ])('%s', (_, drafts, expected) => {
    const { lead } = live(drafts);
    expect(stand(lead).sort()).toEqual([...expected].sort());
  });

  it('a note of staff is no report of the owner', () => {
    const { lead } = live([...withSales, assigned, accepted, contacted, draft.note], 'staff:9');
    expect(stand(lead)).toContain('feedback:1 running');
  });

  it('a card that was written at a fair three days ago was entered late', () => {
    const { lead } = live([received(hour(0), { capturedAt: hour(-73) })]);
    expect(lead.clocks[0]).toMatchObject({
      name: 'entry',
      startedAt: hour(-73),
      stoppedAt: hour(0),
      state: 'missed',
    });
    expect(live([received(hour(0), { capturedAt: hour(-71) })]).lead.clocks[0]?.state).toBe('met');
  });

  it('the answer is owed from the receipt on, also after a review', () => {
    const { lead } = live([received(hour(0), { outcome: 'quarantined' }), draft.approved]);
    const fulfilment = lead.clocks.find(({ name }) => name === 'fulfilment');
    expect(fulfilment).toMatchObject({
      startedAt: hour(0),
      target: hour(24),
      limit: hour(48),
      rulesHash: 'd1',
    });
  });

  it.each([
    ['did not ask', { requested: false as const }, 'void'],
    ['asked', {}, 'running'],
  ])('a person who %s and takes back the consent waits for the answer, or not', (_, over, expected) => {
    const asks = received(hour(0));
    if (asks.type !== 'InquiryReceived') throw new Error('an inquiry was received');
    const consents = (given: boolean) => ({ newsletter: { given, at: hour(0), source: 'list' } });
    const data = { ...asks.data, inquiry: { ...asks.data.inquiry, ...over }, consents: consents(true) };
    const withdrawn: Draft = { type: 'ConsentChanged', data: { consents: consents(false) } };
    const { lead } = live([{ ...asks, data }, withdrawn]);
    expect(stand(lead)).toContain(`fulfilment:inq_1 ${expected}`);
  });

  it('several events of one change are watched one after the other', () => {
    const { lead: first } = live([...withSales, assigned]);
    const origin = { now: hour(9), by: 'owner:anna', correlationId: 'c' };
    const { lead, events } = recordWatched('lead_1', first, [accepted, contacted], origin, rules);
    expect(events.map(({ clocks }) => clocks.map((change) => change.op))).toEqual([
      ['stop', 'start'],
      ['stop', 'start'],
    ]);
    expect(lead.version).toBe(first.version + 1);
  });

  it('a lead that is hot at once was never waiting to be looked at again', () => {
    const { lead: first } = live([received(hour(0)), draft.answered]);
    const origin = { now: hour(1), by: 'system', correlationId: 'c' };
    const { lead } = recordWatched('lead_1', first, [draft.qualifying, draft.qualified], origin, rules);
    expect(stand(lead)).toEqual(['fulfilment:inq_1 met', 'routing:1 running']);
  });

  it('a lead with its clocks is rebuilt from its events alone', () => {
    const { lead, events } = live([...withSales, assigned, accepted, contacted, draft.lost]);
    expect({ ...rebuild(events), version: lead.version }).toEqual(lead);
    for (const event of events) expect(LeadEvent.parse(event)).toEqual(event);
  });
});
