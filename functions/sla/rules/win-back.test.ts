import { describe, expect, it } from 'vitest';
import { defaultDocument, defaultRules } from '../../../shared/adapters/memory/default-rules.ts';
import { nextDue } from '../../../shared/domain/clock.ts';
import type { Draft } from '../../../shared/domain/events.ts';
import type { Facts } from '../../../shared/domain/facts.ts';
import type { Lead, LossAnswer } from '../../../shared/domain/lead.ts';
import { nextAction } from '../../../shared/domain/lead.ts';
import { openCase } from '../../../shared/rules/open-case.ts';
import { recordWatched } from '../../../shared/rules/watch.ts';
import { WinBackRule } from '../../../shared/rules/win-back.ts';
import { received } from '../../../test/fixtures/lead.ts';
import { decide } from '../../score/rules/decide.ts';
import { dueSteps } from './due-steps.ts';

const deadlines = defaultDocument('deadlines');
const LOST = '2026-03-02T10:00:00.000Z';
const day = (days: number) => new Date(Date.parse(LOST) + days * 86_400_000).toISOString();
const owner = { id: 'anna', name: 'Anna' };
const assignment = { rule: 'r', because: '', rulesHash: 'h', at: LOST, turn: 1, candidates: [] };
const sold: Draft[] = [
  { type: 'LeadRequalified', to: 'qualifying', data: { reason: 'new' } },
  { type: 'LeadQualified', to: 'qualified', data: {} },
  { type: 'LeadAssigned', to: 'assigned', data: { pool: 'north', owner, assignment } },
  { type: 'LeadAccepted', to: 'accepted', data: { owner: 'anna' } },
  { type: 'OpportunityOpened', to: 'opportunity', data: {} },
];
const answered: Draft = { type: 'InquiryAnswered', data: { inquiryId: 'inq_1', how: 'mail' } };
const lost = (reason: string): Draft => ({ type: 'LeadLost', to: 'lost', data: { reason } });
const won: Draft = { type: 'LeadWon', to: 'won', data: { order: { id: 'o1', at: LOST, value: 90_000 } } };

function by(
  winBack: WinBackRule[] | undefined,
  lossSurvey?: { afterDays: number; later: 'owner' | 'qualification' },
) {
  const document = { ...deadlines.document, winBack, lossSurvey };
  const rules = {
    deadlines: { hash: 'd2', document },
    calendars: defaultDocument('calendars'),
    retention: defaultDocument('retention'),
  };
  const apply = (lead: Lead | null, drafts: readonly Draft[], now: string) =>
    recordWatched('lead_1', lead, drafts, { now, by: 'system', correlationId: 'c' }, rules).lead;
  return {
    rules,
    apply,
    lead: (end: readonly Draft[], facts: Facts = {}) =>
      apply(
        apply(null, [{ ...received({ email: 'a@b.example', ...facts }, LOST), to: 'received' }], LOST),
        [answered, ...sold, ...end],
        LOST,
      ),
    due: (lead: Lead, now: string) => dueSteps(lead, now, rules),
  };
}
const types = (drafts: readonly Draft[]) => drafts.map(({ type }) => type);
const winBacks = ({ clocks }: Lead) =>
  clocks.filter(({ name }) => name === 'win-back').map(({ run, state }) => `${run} ${state}`);

const rule = (more: Partial<WinBackRule> = {}): WinBackRule => ({
  id: 'again',
  from: 'lost',
  afterDays: 180,
  to: 'qualification',
  because: 'half a year later',
  ...more,
});

describe('a lead that was lost', () => {
  it.each<[string, Partial<WinBackRule>, readonly Draft[], Facts, boolean]>([
    ['any', {}, [lost('price')], {}, true],
    ['of a reason that is named', { reasons: ['price'] }, [lost('price')], {}, true],
    ['of another reason', { reasons: ['price'] }, [lost('no-need')], {}, false],
    ['that is worth enough', { leastValue: 50_000 }, [lost('price')], { orderVolume: 50_000 }, true],
    ['that is worth too little', { leastValue: 50_000 }, [lost('price')], { budget: 49_999 }, false],
    ['worth enough by what was bought', { leastValue: 90_000 }, [won, lost('price')], {}, true],
    ['of a customer', { who: 'customers' }, [won, lost('price')], {}, true],
    ['of a lead, where customers are meant', { who: 'customers' }, [lost('price')], {}, false],
    ['of a customer, where leads are meant', { who: 'leads' }, [won, lost('price')], {}, false],
  ])('is picked by rule: %s (R137)', (_, more, end, facts, picked) => {
    const { lead } = by([rule(more)]);
    expect(winBacks(lead(end, facts))).toEqual(picked ? ['win-back:again:1 running'] : []);
  });

  it('is in a new round of qualification when the time has come, by the index of what is due, with reason and next action (R137)', () => {
    const { lead, due, apply } = by([rule()]);
    const before = lead([lost('price')]);
    expect(nextDue(before.clocks)).toBe('2026-08-29T09:00:00.000Z');
    expect(due(before, '2026-08-29T08:59:00.000Z')).toEqual([]);
    const drafts = due(before, '2026-08-29T09:01:00.000Z');
    expect(types(drafts)).toEqual(['ClockStepTaken', 'LeadRequalified']);
    const after = apply(before, drafts, '2026-08-29T09:01:00.000Z');
    expect(after).toMatchObject({ state: 'qualifying', reason: 'win-back', owner: null });
    expect(after.round).toBe(before.round + 1);
    expect(after.roundsBefore).toBe(before.round);
    expect(nextAction(after)).toMatchObject({ who: 'marketing' });
    expect(winBacks(after)).toEqual(['win-back:again:1 met']);
    expect(due(after, '2026-08-29T09:02:00.000Z')).toEqual([]);
  });

  it('is not sent to sales for what was known before, but for what the person says then', async () => {
    const hot = {
      orderVolume: 90_000,
      authority: 'decider',
      need: 'concrete',
      timeframe: '2026-09-15',
    } as const;
    const known = {
      ...hot,
      product: 'platform',
      country: 'DE',
      postcode: '20095',
      company: 'Werft',
      name: 'Eva',
    };
    const { lead, due, apply } = by([rule()]);
    const now = '2026-08-29T09:01:00.000Z';
    const before = lead([lost('price')], known);
    const back = apply(before, due(before, now), now);
    const active = defaultRules();
    const documents = {
      scoring: await active.get('scoring'),
      definition: await active.get('definition'),
      exclusion: await active.get('exclusion'),
      nurture: await active.get('nurture'),
    };
    const qualified = (of: Lead) =>
      types(decide(of, { at: now, inquiry: null }, documents, now)).includes('LeadQualified');
    expect(qualified(back)).toBe(false);
    const heard: Draft = { type: 'FactsChanged', data: { facts: { budget: 95_000 }, source: 'answer' } };
    expect(qualified(apply(back, [heard], now))).toBe(true);
  });

  it('goes straight to whoever had it, by rule (R137)', () => {
    const { lead, due, apply } = by([rule({ to: 'owner' })]);
    const before = lead([lost('price')]);
    const drafts = due(before, day(181));
    expect(types(drafts)).toEqual(['ClockStepTaken', 'LeadRequalified', 'LeadQualified']);
    expect(apply(before, drafts, day(181))).toMatchObject({ state: 'qualified', formerOwner: owner });
  });

  it('is left alone when somebody has it again before', () => {
    const { lead, due, apply } = by([rule()]);
    const again: Draft = { type: 'LeadRequalified', to: 'qualifying', data: { reason: 'asks-again' } };
    const after = apply(lead([lost('price')]), [again], day(10));
    expect(winBacks(after)).toEqual(['win-back:again:1 met']);
    expect(types(due(after, day(181)))).not.toContain('LeadRequalified');
  });

  it('comes back by no rule that is no longer in force', () => {
    const { lead, apply } = by([rule()]);
    const before = lead([lost('price')]);
    const drafts = by(undefined).due(before, day(181));
    expect(types(drafts)).toEqual(['ClockStepTaken']);
    expect(winBacks(apply(before, drafts, day(181)))).toEqual(['win-back:again:1 met']);
  });
});

describe('who was lost and is asked why (R116, R137)', () => {
  const asked = { afterDays: 14, later: 'owner' } as const;
  const surveys = ({ clocks }: Lead) =>
    clocks.filter(({ name }) => name === 'loss-survey').map(({ run, state }) => `${run} ${state}`);
  const says = (answer: LossAnswer): Draft => ({
    type: 'LossSurveyAnswered',
    data: { run: 'loss-survey:1', ...answer },
  });
  const never = says({ again: 'never', winBack: 'never' });
  const fromMay = says({ again: 'later', winBack: 'on-day', day: '2026-05-04' });

  it('is asked so many days after each loss, once, and nobody hears of it but the mail', () => {
    const { lead, due, apply } = by([], asked);
    const before = lead([lost('price')]);
    expect(surveys(before)).toEqual(['loss-survey:1 running']);
    expect(due(before, day(13.9))).toEqual([]);
    const drafts = due(before, day(14.1));
    expect(drafts.map(({ data }) => data)).toEqual([
      { clock: 'loss-survey', run: 'loss-survey:1', step: 'ask', do: 'ask-why', tell: 'nobody' },
    ]);
    const after = apply(before, drafts, day(14.1));
    expect(surveys(after)).toEqual(['loss-survey:1 met']);
    expect(due(after, day(400))).toEqual([]);
  });

  it('is not asked who asks again before', () => {
    const { lead, due, apply } = by([], asked);
    const again: Draft = { type: 'LeadRequalified', to: 'qualifying', data: { reason: 'asks-again' } };
    const after = apply(lead([lost('price')]), [again], day(3));
    expect(surveys(after)).toEqual(['loss-survey:1 met']);
    expect(due(after, day(15)).filter(({ data }) => 'do' in data && data.do === 'ask-why')).toEqual([]);
  });

  it('is asked nothing without a rule', () => {
    expect(surveys(by([]).lead([lost('price')]))).toEqual([]);
  });

  it('comes back by no rule after saying never, though one fits', () => {
    const { lead, due, apply } = by([rule()], asked);
    const after = apply(lead([lost('price')]), [never], day(15));
    expect(winBacks(after)).toEqual(['win-back:again:1 met']);
    expect(types(due(after, day(400)))).not.toContain('LeadRequalified');
  });

  it.each<[string, WinBackRule[]]>([
    ['earlier than the rule says', [rule()]],
    ['although no rule fits', []],
  ])('comes back on the day that they named, %s', (_, rules) => {
    const { lead, due, apply } = by(rules, asked);
    const after = apply(lead([lost('price')]), [fromMay], day(15));
    expect(winBacks(after).at(-1)).toBe('win-back:@loss-survey:2026-05-04 running');
    expect(winBacks(after).filter((run) => run.endsWith('running'))).toHaveLength(1);
    const backs = (now: string) => types(due(after, now)).filter((type) => type === 'LeadRequalified');
    expect(backs('2026-05-04T06:00:00.000Z')).toEqual([]);
    expect(backs('2026-05-04T08:00:00.000Z')).toEqual(['LeadRequalified']);
    const back = apply(after, due(after, '2026-05-04T08:00:00.000Z'), '2026-05-04T08:00:00.000Z');
    expect(back).toMatchObject({ state: 'qualified', formerOwner: owner });
  });

  it('comes back as the rule says where they leave it to us', () => {
    const { lead, apply } = by([rule()], asked);
    const after = apply(lead([lost('price')]), [says({ again: 'gladly', winBack: 'as-planned' })], day(15));
    expect(winBacks(after)).toEqual(['win-back:again:1 running']);
  });

  it('is held to that loss only: who asks again and is lost again comes back by rule', () => {
    const { lead, apply } = by([rule()], asked);
    const once = apply(lead([lost('price')]), [never], day(15));
    const again = apply(
      once,
      [{ type: 'LeadRequalified', to: 'qualifying', data: { reason: 'asks' } }],
      day(30),
    );
    const twice = apply(again, [...sold.slice(1), lost('price')], day(40));
    expect(winBacks(twice).at(-1)).toBe('win-back:again:2 running');
    expect(surveys(twice)).toEqual(['loss-survey:1 met', 'loss-survey:2 running']);
  });
});

describe('who wants to be left in peace is', () => {
  const { lead, due, apply } = by([rule({ to: 'owner' })]);
  const refused: Draft = {
    ...received({}, LOST, 'inq_2'),
    type: 'InquiryReceived',
    data: {
      ...(received({}, LOST, 'inq_2').data as Extract<Draft, { type: 'InquiryReceived' }>['data']),
      consents: { newsletter: { given: false, at: LOST, source: 'form' } },
    },
  };

  it.each<[string, readonly Draft[]]>([
    ['whoever objected', openCase(null, { kind: 'rights', right: 'objection' })],
    ['whoever refused a consent', [refused]],
    [
      'whose request about the own data is open',
      [{ type: 'RightsRequested', data: { run: 'rights:1', right: 'erasure' } }],
    ],
    ['whose complaint is open', [{ type: 'ComplaintReceived', data: { run: 'complaint:1' } }]],
  ])('%s (R137)', (_, said) => {
    const before = apply(lead([lost('price')]), said, day(5));
    const drafts = due(before, day(181));
    expect(types(drafts).filter((type) => type !== 'ClockStepTaken')).toEqual([]);
    const after = apply(before, drafts, day(181));
    expect(winBacks(after)).toEqual(['win-back:again:1 met']);
    expect(after.state).toBe(before.state);
  });
});

describe('a customer', () => {
  it('is asked again by the date of the purchase, by whoever won them (spec 5, "Repurchase")', () => {
    const { lead, due, apply } = by([rule({ from: 'won', afterDays: 1095, to: 'owner' })]);
    const before = lead([won]);
    expect(due(before, day(1094)).filter(({ type }) => type === 'LeadRequalified')).toEqual([]);
    const after = apply(before, due(before, day(1096)), day(1096));
    expect(after).toMatchObject({ state: 'qualified', formerOwner: owner, keeper: owner });
    expect(after.orders).toHaveLength(1);
  });

  it('who is lost waits for the win-back, not for the next purchase', () => {
    const both = [rule({ id: 'again-customer', from: 'won' }), rule({ id: 'lost-customer' })];
    expect(winBacks(by(both).lead([won, lost('price')]))).toEqual([
      'win-back:again-customer:1 met',
      'win-back:lost-customer:2 running',
    ]);
  });
});

describe('a customer with a day that matters', () => {
  const ends = (more: Partial<WinBackRule> = {}) =>
    rule({
      id: 'contract-ends',
      from: 'won',
      date: 'contractEnd',
      afterDays: undefined,
      beforeDays: 90,
      to: 'owner',
      ...more,
    });
  const told = (dates: Record<string, string>, orders: Lead['orders'] = []): Draft => {
    const nothing = { facts: {}, extra: {}, consents: {}, organisation: null };
    return { type: 'CustomerKnown', data: { source: 'crm', ...nothing, keeper: owner, orders, dates } };
  };
  const dueOf = ({ clocks }: Lead) =>
    clocks
      .filter(({ name, state }) => name === 'win-back' && state === 'running')
      .map(({ target }) => target);

  it.each<[string, Partial<WinBackRule>, Record<string, string>, string[]]>([
    ['so many days before it', {}, { contractEnd: '2026-09-30' }, ['2026-07-02T07:00:00.000Z']],
    ['on the day itself', { beforeDays: 0 }, { contractEnd: '2026-09-30' }, ['2026-09-30T07:00:00.000Z']],
    [
      'so many days after it',
      { beforeDays: undefined, afterDays: 30, date: 'leaseEnd' },
      { leaseEnd: '2026-02-28' },
      ['2026-03-30T06:00:00.000Z'],
    ],
    ['at once, where the day is near', {}, { contractEnd: '2026-03-31' }, [LOST]],
    ['never, where it is over', {}, { contractEnd: '2026-03-01' }, []],
    [
      'never, where the time after it is over',
      { beforeDays: undefined, afterDays: 30 },
      { contractEnd: '2026-01-01' },
      [],
    ],
    ['never, where it is not known', {}, { leaseEnd: '2026-09-30' }, []],
  ])('is addressed %s (spec 5, "Repurchase")', (_, more, dates, expected) => {
    const { lead, apply } = by([ends(more)]);
    expect(dueOf(apply(lead([won]), [told(dates)], LOST))).toEqual(expected);
  });

  it('goes to whoever keeps them as a new round, once for each day', () => {
    const { lead, due, apply } = by([ends()]);
    const known = apply(lead([won]), [told({ contractEnd: '2026-09-30' })], LOST);
    const now = '2026-07-02T07:01:00.000Z';
    const back = apply(known, due(known, now), now);
    expect(back).toMatchObject({ state: 'qualified', formerOwner: owner, round: known.round + 1 });
    const again: Draft[] = [
      { type: 'LeadAssigned', to: 'assigned', data: { pool: 'north', owner, assignment } },
      { type: 'LeadAccepted', to: 'accepted', data: { owner: 'anna' } },
      { type: 'OpportunityOpened', to: 'opportunity', data: {} },
      won,
    ];
    const renewed = apply(back, again, now);
    expect(dueOf(renewed)).toEqual([]);
    expect(dueOf(apply(renewed, [told({ contractEnd: '2028-09-30' })], now))).toEqual([
      '2028-07-02T07:00:00.000Z',
    ]);
  });

  it('who tells of another day is addressed by that one', () => {
    const { lead, apply } = by([ends()]);
    const first = apply(lead([won]), [told({ contractEnd: '2026-09-30' })], LOST);
    expect(winBacks(apply(first, [told({ contractEnd: '2027-09-30' })], day(1)))).toEqual([
      'win-back:contract-ends:2026-09-30 met',
      'win-back:contract-ends:2027-09-30 running',
    ]);
  });

  it('begins as a customer with the clock of the day, and of a purchase before that the days count from the purchase', () => {
    const { apply } = by([ends(), rule({ id: 'next', from: 'won', afterDays: 365 })]);
    const bought = [{ id: 'A-1', at: '2026-01-01T12:00:00.000Z' }];
    const begin = (dates: Record<string, string>, orders = bought) =>
      apply(null, [{ ...told(dates, orders), to: 'won' }], LOST);
    expect(dueOf(begin({ contractEnd: '2026-09-30' }))).toEqual(['2026-07-02T07:00:00.000Z']);
    expect(dueOf(begin({}))).toEqual(['2027-01-01T12:00:00.000Z']);
    expect(dueOf(begin({}, [{ id: 'A-0', at: '2020-01-01T12:00:00.000Z' }]))).toEqual([]);
  });

  it('is known by a day that the person wrote into a form', () => {
    const { lead, apply } = by([ends({ date: 'leasingEnd' })]);
    const written = { ...lead([]), extra: { leasingEnd: '2026-09-30' } };
    expect(dueOf(apply(written, [won], LOST))).toEqual(['2026-07-02T07:00:00.000Z']);
  });

  it.each<[string, object]>([
    ['both before and after', { date: 'contractEnd', afterDays: 1, beforeDays: 1 }],
    ['neither', { date: 'contractEnd' }],
    ['before no date', { beforeDays: 1 }],
    ['a date of a lost lead', { from: 'lost', date: 'contractEnd', beforeDays: 1 }],
  ])('needs a rule that can be read: not %s', (_, more) => {
    const whole = { id: 'x', from: 'won', to: 'owner', because: 'b', ...more };
    expect(WinBackRule.safeParse(whole).success).toBe(false);
  });
});
