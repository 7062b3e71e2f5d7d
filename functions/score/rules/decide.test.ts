import { describe, expect, it } from 'vitest';
import { defaultDocument } from '../../../shared/adapters/memory/default-rules.ts';
import type { Draft } from '../../../shared/domain/events.ts';
import type { Facts } from '../../../shared/domain/facts.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import type { State } from '../../../shared/domain/lifecycle.ts';
import { apply, newLead, received } from '../../../test/fixtures/lead.ts';
import { decide, type Occasion } from './decide.ts';

const monday = '2026-11-23T09:00:00.000Z';
const tuesday = '2026-11-24T09:00:00.000Z';
const wednesday = '2026-11-25T09:00:00.000Z';
const rules = {
  scoring: defaultDocument('scoring'),
  definition: defaultDocument('definition'),
  exclusion: defaultDocument('exclusion'),
  nurture: defaultDocument('nurture'),
};
const ripe: Facts = {
  email: 'anna@birken.example',
  timeframe: '2026-12-24',
  orderVolume: 60_000,
  authority: 'decider',
  need: 'concrete',
};
const unripe: Facts = { ...ripe, authority: 'user', need: 'general' };

const nothing = (at: string): Occasion => ({ at, inquiry: null });
const asking = (at: string, id = 'inq_2'): Occasion => ({
  at,
  inquiry: { id, channel: 'email', source: 'sales', receivedAt: at, text: 'Bitte Infomaterial zusenden.' },
});
const steps = (drafts: readonly Draft[]) => drafts.map(({ type, to }) => (to ? `${type} → ${to}` : type));
const inState = (lead: Lead, state: State, more: Partial<Lead> = {}): Lead => ({ ...lead, state, ...more });

/** A lead that was scored on Monday, as it stands afterwards. */
function scored(facts: Facts): Lead {
  const lead = newLead(facts, monday);
  return apply(lead, decide(lead, asking(monday, 'inq_1'), rules, monday), monday);
}

describe('a lead that has just come in', () => {
  it('begins qualification and goes to sales when it is hot (R96)', () => {
    const drafts = decide(newLead(ripe, monday), asking(monday), rules, monday);
    expect(steps(drafts)).toEqual(['LeadScored → qualifying', 'LeadQualified → qualified']);
    expect(drafts[1]).toMatchObject({ rule: 'score/points', rulesHash: rules.scoring.hash });
  });

  it('stays in qualification when it is not', () => {
    expect(steps(decide(newLead(unripe, monday), asking(monday), rules, monday))).toEqual([
      'LeadScored → qualifying',
    ]);
  });

  it('stays in qualification while a must-fact is missing, however hot (R70)', () => {
    const { email: _, ...unreachable } = ripe;
    expect(steps(decide(newLead(unreachable, monday), asking(monday), rules, monday))).toEqual([
      'LeadScored → qualifying',
    ]);
  });
});

describe('scoring again (R103)', () => {
  it.each([
    ['a hot lead', ripe],
    ['a cool lead', unripe],
  ])('changes nothing about %s when the same message comes twice', (_case, facts) => {
    expect(decide(scored(facts), asking(monday, 'inq_1'), rules, tuesday)).toEqual([]);
  });

  it('stays in qualification while nobody in it asked, however hot: no owner may call them', () => {
    const lead = newLead(ripe, monday);
    const bought = {
      ...lead,
      inquiries: lead.inquiries.map((inquiry) => ({ ...inquiry, requested: false as const })),
    };
    expect(steps(decide(bought, asking(monday), rules, monday))).toEqual(['LeadScored → qualifying']);
  });

  it('is no event when only the version of the rules is another', () => {
    const scoring = { ...rules.scoring, hash: 'newer' };
    expect(decide(scored(unripe), nothing(tuesday), { ...rules, scoring }, tuesday)).toEqual([]);
  });

  it('sends a lead to sales when a new fact makes it hot', () => {
    const lead = apply(
      scored(unripe),
      [{ type: 'FactsChanged', data: { facts: ripe, source: 'call' } }],
      tuesday,
    );
    expect(steps(decide(lead, nothing(tuesday), rules, tuesday))).toEqual([
      'LeadScored',
      'LeadQualified → qualified',
    ]);
  });

  it('sends a lead to sales when its date has come near', () => {
    const lead = scored({ ...ripe, timeframe: '2027-06-30' });
    expect(lead.state).toBe('qualifying');
    expect(
      steps(decide(lead, nothing('2027-04-01T09:00:00.000Z'), rules, '2027-04-01T09:00:00.000Z')),
    ).toEqual(['LeadScored', 'LeadQualified → qualified']);
  });

  it('takes a qualified lead back that is no longer hot, and lets it go again when it is', () => {
    const cooled = apply(
      scored(ripe),
      [{ type: 'FactsChanged', data: { facts: unripe, source: 'call' } }],
      tuesday,
    );
    const drafts = decide(cooled, nothing(tuesday), rules, tuesday);
    expect(steps(drafts)).toEqual(['LeadScored', 'LeadRequalified → qualifying']);
    const back = { ...apply(cooled, drafts, tuesday), facts: ripe };
    expect(steps(decide(back, nothing(wednesday), rules, wednesday))).toEqual([
      'LeadScored',
      'LeadQualified → qualified',
    ]);
  });

  it('leaves a lead for its former owner that a rule brought back, hot or not (R137)', () => {
    const back = { ...inState(scored(unripe), 'qualified'), formerOwner: { id: 'mira', name: 'Mira' } };
    expect(steps(decide(back, nothing(tuesday), rules, tuesday))).not.toContain(
      'LeadRequalified → qualifying',
    );
  });

  it.each(['assigned', 'accepted', 'opportunity'] as const)(
    'leaves a lead with sales where it is: %s',
    (state) => {
      const lead = inState({ ...scored(ripe), facts: unripe }, state);
      expect(steps(decide(lead, asking(tuesday), rules, tuesday))).toEqual(['LeadScored']);
    },
  );

  it.each(['quarantined', 'merged', 'erased'] as const)('does not score a lead that is %s', (state) => {
    expect(decide(inState(newLead(ripe, monday), state), asking(tuesday), rules, tuesday)).toEqual([]);
  });
});

describe('a lead that sales gave back', () => {
  const returned = apply(
    inState(scored(ripe), 'assigned'),
    [{ type: 'LeadReturned', to: 'qualifying', data: { owner: 'bernd', reason: 'too-early', missing: [] } }],
    tuesday,
  );

  it.each([
    ['it is scored at an interval', nothing(wednesday)],
    ['its first inquiry is delivered once more', asking(monday, 'inq_1')],
  ])('does not bounce back when %s', (_case, occasion) => {
    expect(decide(returned, occasion, rules, wednesday)).toEqual([]);
  });

  it('goes to sales again after a new fact', () => {
    const lead = apply(
      returned,
      [{ type: 'FactsChanged', data: { facts: { budget: 9000 }, source: 'call' } }],
      wednesday,
    );
    expect(steps(decide(lead, nothing(wednesday), rules, wednesday))).toEqual([
      'LeadScored',
      'LeadQualified → qualified',
    ]);
  });

  it('goes to sales again after a new inquiry', () => {
    const lead = apply(returned, [received({}, wednesday, 'inq_2')], wednesday);
    expect(steps(decide(lead, asking(wednesday), rules, wednesday))).toEqual(['LeadQualified → qualified']);
  });

  it('ripens by time once a new fact has come', () => {
    const late: Draft = {
      type: 'FactsChanged',
      data: { facts: { timeframe: '2027-11-01' }, source: 'call' },
    };
    const lead = apply(returned, [late], wednesday);
    const waiting = apply(lead, decide(lead, nothing(wednesday), rules, wednesday), wednesday);
    expect(waiting.state).toBe('qualifying');
    const later = '2027-09-01T09:00:00.000Z';
    expect(steps(decide(waiting, nothing(later), rules, later))).toContain('LeadQualified → qualified');
  });
});

describe('a lead at rest', () => {
  const states = ['won', 'lost', 'dormant'] as const;

  it.each(states)('comes back with a new inquiry (R64): %s', (state) => {
    const lead = inState(scored(unripe), state, { stateSince: tuesday, reason: 'price' });
    const drafts = decide(lead, asking(wednesday), rules, wednesday);
    expect(steps(drafts)).toEqual(['LeadScored → qualifying']);
    expect(apply(lead, drafts, wednesday).reason).toBeNull();
  });

  it.each(states)('goes straight to sales when the inquiry comes to a hot lead: %s', (state) => {
    const lead = inState(scored(ripe), state, { stateSince: tuesday, reason: 'price' });
    expect(steps(decide(lead, asking(wednesday), rules, wednesday))).toEqual([
      'LeadScored → qualifying',
      'LeadQualified → qualified',
    ]);
  });

  it.each(states)('stays at rest when an older inquiry is delivered once more: %s', (state) => {
    const lead = inState(scored(ripe), state, { stateSince: tuesday });
    expect(decide(lead, asking(monday, 'inq_1'), rules, wednesday)).toEqual([]);
  });

  it.each(states)('stays at rest when leads of somebody who objected are joined: %s', (state) => {
    const lead = inState(scored(ripe), state, { stateSince: tuesday, reason: 'objection' });
    expect(steps(decide(lead, asking(wednesday), rules, wednesday))).toEqual([]);
  });

  it.each(states)('stays at rest when a fact is added: %s', (state) => {
    const lead = inState({ ...scored(ripe), facts: unripe }, state, { stateSince: tuesday });
    expect(steps(decide(lead, nothing(wednesday), rules, wednesday))).toEqual(['LeadScored']);
  });
});

describe('the end of a round', () => {
  const over = (at: string): Occasion => ({ at, inquiry: null, roundOver: true });

  it('begins another one, which asks for the next missing facts (R104)', () => {
    const [begun, ...rest] = decide(scored({ email: 'a@b.example' }), over(tuesday), rules, tuesday);
    expect(rest).toEqual([]);
    expect(begun).toMatchObject({
      type: 'RoundBegun',
      rule: 'rounds/next',
      rulesHash: rules.definition.hash,
      data: { round: 1, ask: ['interest', 'name', 'need'] },
    });
  });

  it('lets a lead go that is not ripe after the last round, with reason and rule (R104)', () => {
    const lead = { ...scored({ email: 'a@b.example' }), round: 5 };
    expect(decide(lead, over(tuesday), rules, tuesday)).toMatchObject([
      {
        type: 'LeadRested',
        to: 'dormant',
        rule: 'rounds/max-iterations',
        data: { reason: 'max-iterations' },
      },
    ]);
  });

  it('takes a lead to sales that time has made ripe, instead', () => {
    const later = { ...ripe, timeframe: '2028-06-01', orderVolume: 5_000 };
    const drafts = decide(scored(later), over('2028-05-20T09:00:00.000Z'), rules, '2028-05-20T09:00:00.000Z');
    expect(drafts.map(({ type }) => type)).not.toContain('RoundBegun');
    expect(drafts.at(-1)?.type).toBe('LeadQualified');
  });

  it('is none where the lead definition has no rules for rounds', () => {
    const { rounds: _, ...document } = rules.definition.document;
    const without = { ...rules, definition: { ...rules.definition, document } };
    expect(decide(scored({ email: 'a@b.example' }), over(tuesday), without, tuesday)).toEqual([]);
  });
});

describe('other rules that are tried on leads of one region first (R21)', () => {
  const { document } = rules.scoring;
  const generous = { MQL: 1, warm: 2, hot: 3 };
  const pilot = {
    id: 'north-first',
    when: 'lead.postcode.startsWith("2")',
    until: '2026-11-24',
    because: 'x',
  };
  const trying = {
    ...rules,
    scoring: { hash: 'h', document: { ...document, pilot: { ...pilot, instead: { thresholds: generous } } } },
  };
  const north = newLead({ ...unripe, country: 'DE', postcode: '20095' }, monday);
  const south = newLead({ ...unripe, country: 'DE', postcode: '80331' }, monday);
  const said = (lead: Lead, at: string) =>
    decide(lead, asking(at), trying, at).map(({ type, rule }) => `${type} ${rule}`);

  it('decide about these alone, and name themselves in each decision', () => {
    expect(said(north, monday)).toEqual([
      'LeadScored score/points@north-first',
      'LeadQualified score/points@north-first',
    ]);
    expect(said(south, monday)).toEqual(['LeadScored score/points']);
  });

  it('decide no more when their last day is over', () => {
    expect(said(north, '2026-11-24T23:59:59.000Z')).toHaveLength(2);
    expect(said(north, '2026-11-25T00:00:00.000Z')).toEqual(['LeadScored score/points']);
  });
});

describe("whoever uses a competitor's product is on another track than who must be shown the need first (R75)", () => {
  const consents = { newsletter: { given: true, at: monday, source: 'website' } };
  it.each([
    {
      currentlyUses: 'RivalSoft',
      leadClass: 'warm',
      rule: 'score/lift/replaces-a-competitor',
      series: 'switch',
    },
    { currentlyUses: 'nothing', leadClass: 'cold', rule: 'score/points', series: 'welcome' },
    { currentlyUses: undefined, leadClass: 'cold', rule: 'score/points', series: 'welcome' },
  ])('in use today: $currentlyUses', ({ currentlyUses, leadClass, rule, series }) => {
    const facts: Facts = {
      email: 'uwe@tal.example',
      need: 'concrete',
      ...(currentlyUses ? { currentlyUses } : {}),
    };
    const drafts = decide({ ...newLead(facts, monday), consents }, asking(monday), rules, monday);
    expect(drafts[0]).toMatchObject({ type: 'LeadScored', rule, data: { class: leadClass } });
    expect(drafts.at(-1)).toMatchObject({ type: 'NurtureBegun', data: { series } });
  });
});

describe('a lead is in the target groups whose condition holds, as it is scored (R74)', () => {
  const groups = (facts: Facts, lead = newLead({ email: 'uwe@tal.example', ...facts }, monday)) =>
    decide(lead, asking(monday), rules, monday).flatMap(({ type, data }) =>
      type === 'LeadScored' ? [data.score.groups] : [],
    );

  it.each<[Facts, string[] | undefined]>([
    [{}, undefined],
    [{ employees: 50 }, ['mid-size']],
    [{ employees: 1000 }, undefined],
    [{ industry: 'Maschinenbau', employees: 49 }, ['industry']],
    [
      { industry: 'Manufacturing', employees: 999, currentlyUses: 'SAP' },
      ['mid-size', 'switchers', 'industry'],
    ],
  ])('%j: %j', (facts, expected) => {
    expect(groups(facts)).toEqual([expected]);
  });

  it('is scored again when a new fact changes its groups alone, and not when nothing does', () => {
    const facts = { email: 'uwe@tal.example' };
    const lead = scored(facts);
    const switches = apply(
      lead,
      [{ type: 'FactsChanged', data: { facts: { currentlyUses: 'SAP' }, source: 'call' } }],
      tuesday,
    );
    const drafts = decide(switches, nothing(tuesday), rules, tuesday);
    expect(drafts).toMatchObject([{ type: 'LeadScored', data: { score: { groups: ['switchers'] } } }]);
    expect(decide(apply(switches, drafts, tuesday), nothing(tuesday), rules, tuesday)).toEqual([]);
  });

  it('gets the series of its group', () => {
    const nurture = structuredClone(rules.nurture);
    nurture.document.series = nurture.document.series
      .slice(-1)
      .map((series) => ({ ...series, when: '"industry" in lead.groups' }));
    const consents = { newsletter: { given: true, at: monday, source: 'website' } };
    const begun = (industry: string) =>
      decide(
        { ...newLead({ email: 'uwe@tal.example', industry }, monday), consents },
        asking(monday),
        { ...rules, nurture },
        monday,
      ).map(({ type }) => type);
    expect(begun('Maschinenbau')).toEqual(['LeadScored', 'NurtureBegun']);
    expect(begun('Handel')).toEqual(['LeadScored']);
  });
});
