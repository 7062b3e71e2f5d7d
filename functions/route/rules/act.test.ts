import { describe, expect, it } from 'vitest';
import { defaultDocument } from '../../../shared/adapters/memory/default-rules.ts';
import type { Draft } from '../../../shared/domain/events.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import { LeadAction, path, State } from '../../../shared/domain/lifecycle.ts';
import { recordWatched } from '../../../shared/rules/watch.ts';
import { apply, newLead } from '../../../test/fixtures/lead.ts';
import { act, OwnerAction, StaffAction } from './act.ts';
import { noteCall } from './call-note.ts';

const NOW = '2027-01-19T09:00:00.000Z';
const fresh = newLead({ email: 'a@b.example' }, NOW);
const assignment = {
  rule: 'route/north',
  because: 'north',
  rulesHash: 'x',
  at: NOW,
  turn: 1,
  candidates: [],
};
const to = {
  qualifying: { type: 'LeadRequalified', to: 'qualifying', data: { reason: 'new' } },
  qualified: { type: 'LeadQualified', to: 'qualified', data: {} },
  assigned: {
    type: 'LeadAssigned',
    to: 'assigned',
    data: { pool: 'north', owner: { id: 'anke', name: 'Anke' }, assignment },
  },
  accepted: { type: 'LeadAccepted', to: 'accepted', data: { owner: 'anke' } },
  opportunity: { type: 'OpportunityOpened', to: 'opportunity', data: {} },
  won: { type: 'LeadWon', to: 'won', data: { order: { id: 'o', at: NOW } } },
  lost: { type: 'LeadLost', to: 'lost', data: { reason: 'price' } },
} as const satisfies Record<string, Draft>;

const line = ['qualifying', 'qualified', 'assigned', 'accepted', 'opportunity', 'won'] as const;

function leadIn(state: (typeof line)[number]): Lead {
  return apply(
    fresh,
    line.slice(0, line.indexOf(state) + 1).map((step) => to[step]),
    NOW,
  );
}

const full: Record<LeadAction, Record<string, unknown>> = {
  accept: {},
  decline: { reason: 'no-capacity' },
  contacted: {},
  return: { reason: 'not-ripe', missing: 'budget, timing' },
  opportunity: { volume: '80000' },
  won: { value: '79000' },
  lost: { reason: 'price' },
  note: { note: 'Rückruf' },
};

describe('what an owner does with a lead', () => {
  const cases = LeadAction.options.flatMap((action) => line.map((state) => ({ action, state })));

  it.each(cases)(
    '$action on a lead that is $state follows the lifecycle, one event a state',
    ({ action, state }) => {
      const lead = leadIn(state);
      const drafts = act(lead, OwnerAction.parse({ action, ...full[action] }), NOW);
      const states = path(action, state);
      if (states === null) {
        expect(drafts).toMatchObject({
          refused: 'action-not-possible',
          because: expect.stringContaining(state),
        });
        return;
      }
      expect(Array.isArray(drafts)).toBe(true);
      if (!Array.isArray(drafts)) return;
      expect(drafts.map((draft) => draft.to).filter((one) => one !== undefined)).toEqual(states);
      expect(apply(lead, drafts, NOW).state).toBe(states.at(-1) ?? state);
    },
  );

  it('takes a lead from assigned to won in one step through all states between (R135)', () => {
    const drafts = act(leadIn('assigned'), OwnerAction.parse({ action: 'won', value: '' }), NOW);
    expect(Array.isArray(drafts) && drafts.map(({ type }) => type)).toEqual([
      'LeadAccepted',
      'OpportunityOpened',
      'LeadWon',
    ]);
  });

  it('counts an order once however often it is told, also after the lead came back, and adds a further one to a customer (R136)', () => {
    const bought = (lead: Lead, orderId: string): Lead => {
      const drafts = act(lead, OwnerAction.parse({ action: 'won', value: '79000', orderId }), NOW);
      if (!Array.isArray(drafts)) throw new Error(drafts.because);
      return drafts.length === 0 ? lead : apply(lead, drafts, NOW);
    };
    const customer = bought(bought(leadIn('opportunity'), 'A-1'), 'A-1');
    expect(customer).toMatchObject({ state: 'won', orders: [{ id: 'A-1', value: 79_000 }] });
    const back = apply(customer, [to.qualifying, to.qualified, to.assigned], NOW);
    expect(bought(back, 'A-1')).toEqual(back);
    expect(bought(customer, 'A-2')).toMatchObject({ state: 'won', orders: [{ id: 'A-1' }, { id: 'A-2' }] });
  });

  it('gives a returned lead back to marketing with what is missing, and begins a new round (R134)', () => {
    const drafts = act(
      leadIn('accepted'),
      OwnerAction.parse({ action: 'return', ...full.return, note: 'später' }),
      NOW,
    );
    if (!Array.isArray(drafts)) throw new Error('refused');
    expect(drafts.map(({ type }) => type)).toEqual(['LeadReturned', 'NoteAdded']);
    expect(drafts[0]).toMatchObject({ data: { missing: ['budget', 'timing'] } });
    expect(apply(leadIn('accepted'), drafts, NOW)).toMatchObject({
      state: 'qualifying',
      round: 2,
      owner: null,
    });
  });

  it.each([
    { action: 'decline' },
    { action: 'decline', reason: 'because' },
    { action: 'lost', reason: '' },
    { action: 'opportunity', volume: '-1' },
    { action: 'won', value: 'viel' },
    { action: 'note', note: '   ' },
    { action: 'erase' },
    {},
    null,
  ])('refuses to read %j', (input) => {
    expect(OwnerAction.safeParse(input).success).toBe(false);
  });
});

describe('what staff do besides', () => {
  it('decides a review only where there is one (R61)', () => {
    const quarantined = apply(
      fresh,
      [{ type: 'LeadQuarantined', to: 'quarantined', data: { reason: 'spam' } }],
      NOW,
    );
    const approve = StaffAction.parse({ action: 'review', decision: 'approve' });
    expect(act(quarantined, approve, NOW)).toEqual([
      { type: 'ReviewDecided', to: 'qualifying', data: { decision: 'approve' } },
    ]);
    expect(act(fresh, approve, NOW)).toMatchObject({ refused: 'action-not-possible' });
  });

  it('corrects what lies in quarantine, with the reason, and takes back a rejection within 30 days (R61)', () => {
    const review = (input: object) => StaffAction.parse({ action: 'review', reason: 'rang up', ...input });
    const quarantined = apply(
      fresh,
      [{ type: 'LeadQuarantined', to: 'quarantined', data: { reason: 'spam' } }],
      NOW,
    );
    const facts = { email: 'anna.berg@firma.example' };
    expect(act(quarantined, review({ decision: 'correct', facts }), NOW)).toEqual([
      { type: 'FactsChanged', data: { facts, source: 'review' } },
      { type: 'ReviewDecided', to: 'qualifying', data: { decision: 'approve', reason: 'rang up' } },
    ]);
    expect(act(quarantined, review({ decision: 'correct' }), NOW)).toMatchObject({
      refused: 'facts-missing',
    });
    const drafts = act(quarantined, review({ decision: 'reject' }), NOW);
    const rejected = apply(quarantined, Array.isArray(drafts) ? drafts : [], NOW);
    const later = (days: number) => new Date(Date.parse(NOW) + days * 86_400_000).toISOString();
    expect(act(rejected, review({ decision: 'reject' }), NOW)).toMatchObject({
      refused: 'action-not-possible',
    });
    expect(act(rejected, review({ decision: 'approve' }), later(31))).toMatchObject({ refused: 'too-late' });
    const back = act(rejected, review({ decision: 'approve' }), later(29));
    expect(apply(rejected, Array.isArray(back) ? back : [], later(29)).state).toBe('qualifying');
  });

  it('takes canonical facts only', () => {
    expect(StaffAction.safeParse({ action: 'qualify', facts: { budget: 5000 } }).success).toBe(true);
    expect(StaffAction.safeParse({ action: 'qualify', facts: { owner: 'me' } }).success).toBe(false);
    expect(StaffAction.safeParse({ action: 'qualify', facts: { budget: 'viel' } }).success).toBe(false);
  });

  it('lets nobody act on an erased lead', () => {
    const erased: Lead = { ...fresh, state: 'erased' };
    for (const input of [
      { action: 'note', note: 'x' },
      { action: 'fulfilled-by-hand' },
      { action: 'accept' },
    ]) {
      expect(act(erased, StaffAction.parse(input), NOW)).toMatchObject({ refused: 'action-not-possible' });
    }
  });
});

it('knows every state of the lifecycle in its table', () => {
  for (const state of State.options)
    expect(path('accept', state)).toEqual(state === 'assigned' ? ['accepted'] : null);
});

const clockDocuments = {
  deadlines: defaultDocument('deadlines'),
  calendars: defaultDocument('calendars'),
  retention: defaultDocument('retention'),
};

const callRules = { definition: defaultDocument('definition'), calendars: clockDocuments.calendars.document };

describe('a request about one’s data, or a complaint', () => {
  const opened = (text: string) => {
    const lead = newLead({ email: 'anna@berg.example' }, NOW);
    const drafts = noteCall(lead, { action: 'call-note', result: 'not-reached', text }, callRules, NOW);
    if (!Array.isArray(drafts)) throw new Error(drafts.because);
    return recordWatched(
      lead.id,
      lead,
      drafts,
      { now: NOW, by: 'staff:x', correlationId: 'c' },
      clockDocuments,
    ).lead;
  };

  it.each([
    ['Er sagt: bitte löschen Sie meine Daten.', 'rights', 'received'],
    ['Please do not call me again.', 'rights', 'dormant'],
    ['Sie ist von Ihrer Beratung enttäuscht.', 'complaint', 'received'],
  ])('noted on the phone is a case: %s', (text, name, state) => {
    const lead = opened(text);
    expect(lead.state).toBe(state);
    expect(lead.clocks.filter((clock) => clock.name === name)).toMatchObject([
      { run: `${name}:1`, state: 'running' },
    ]);
  });

  it('is settled once, by staff, and its clock stops', () => {
    const lead = opened('Bitte löschen Sie meine Daten.');
    const drafts = act(lead, { action: 'settle', result: 'done' }, NOW);
    expect(drafts).toMatchObject([{ type: 'RightsSettled', data: { run: 'rights:1', result: 'done' } }]);
    if (!Array.isArray(drafts)) return;
    const origin = { now: NOW, by: 'staff:x', correlationId: 'c' };
    const settled = recordWatched(lead.id, lead, drafts, origin, clockDocuments).lead;
    expect(settled.clocks.find(({ name }) => name === 'rights')?.state).toBe('met');
    expect(act(settled, { action: 'settle', result: 'done' }, NOW)).toMatchObject({
      refused: 'no-open-case',
    });
  });
});
