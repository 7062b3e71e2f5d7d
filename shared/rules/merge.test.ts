import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assigned, later, NOON } from '../../test/contracts/sample-leads.ts';
import { received } from '../../test/fixtures/lead.ts';
import type { Act } from '../domain/behaviour.ts';
import type { Draft } from '../domain/events.ts';
import { rebuild } from '../domain/evolve.ts';
import type { Consent, Facts } from '../domain/facts.ts';
import type { Lead } from '../domain/lead.ts';
import { mayFollow, type State } from '../domain/lifecycle.ts';
import { CalendarsDocument } from './calendars.ts';
import { DeadlinesDocument } from './deadlines.ts';
import calendars from './defaults/directory/calendars.json' with { type: 'json' };
import deadlines from './defaults/rules/deadlines.json' with { type: 'json' };
import { hindrance, mergeDrafts, survivorFirst, type Told, undoDrafts } from './merge.ts';
import { recordWatched } from './watch.ts';

const rules = {
  deadlines: { hash: 'd1', document: DeadlinesDocument.parse(deadlines) },
  calendars: { hash: 'c1', document: CalendarsDocument.parse(calendars) },
};

const cause = { rule: 'identity/judge', because: '12 bits', rulesHash: 'h', score: 12, evidence: [] };
const to: Partial<Record<State, Draft>> = {
  qualifying: { type: 'LeadRequalified', to: 'qualifying', data: { reason: 'new' } },
  qualified: { type: 'LeadQualified', to: 'qualified', data: {} },
  accepted: { type: 'LeadAccepted', to: 'accepted', data: { owner: 'ines' } },
  opportunity: { type: 'OpportunityOpened', to: 'opportunity', data: {} },
  won: { type: 'LeadWon', to: 'won', data: { order: { id: 'ord_1', at: NOON, value: 900 } } },
  lost: { type: 'LeadLost', to: 'lost', data: { reason: 'price' } },
  dormant: { type: 'LeadRested', to: 'dormant', data: { reason: 'rounds' } },
  excluded: { type: 'LeadExcluded', to: 'excluded', data: { reason: 'student' } },
};

function tell(told: Told | null, id: string, drafts: readonly Draft[], at: string): Told {
  const origin = { now: at, by: 'system', correlationId: 'cor_1' };
  const { lead, events } = recordWatched(id, told?.lead ?? null, drafts, origin, rules);
  return { lead, events: [...(told?.events ?? []), ...events] };
}

const begun = (id: string, facts: Facts, at = NOON, over: object = {}): Told => {
  const draft = received(facts, at, `inq_${id}`);
  return tell(null, id, [{ ...draft, data: { ...draft.data, ...over } } as Draft], at);
};

function merged(one: Told, other: Told, at = later(3_600_000)): { stays: Told; goes: Told } {
  const [stays, goes] = survivorFirst(one, other);
  const drafts = mergeDrafts(stays, goes, cause);
  return {
    stays: tell(stays, stays.lead.id, drafts.first, at),
    goes: tell(goes, goes.lead.id, drafts.second, at),
  };
}

function parted(stayed: Told, went: Told, at = later(9_000_000)): { stays: Told; goes: Told } {
  const drafts = undoDrafts(stayed, went, at, 'another person');
  if (!drafts) throw new Error('not merged');
  return {
    stays: tell(stayed, stayed.lead.id, drafts.first, at),
    goes: tell(went, went.lead.id, drafts.second, at),
  };
}

const given = (value: boolean): Consent => ({ given: value, at: NOON, source: 'website' });

describe('which of two leads stays', () => {
  const older = () => begun('lead_a', {}, NOON);
  const newer = () => begun('lead_b', {}, later(60_000));
  const moved = (told: Told, ...drafts: (Draft | undefined)[]) =>
    tell(
      told,
      told.lead.id,
      drafts.filter((draft) => draft !== undefined),
      later(120_000),
    );
  it('is the older one, in whichever order they are looked at', () => {
    expect(survivorFirst(newer(), older())[0].lead.id).toBe('lead_a');
    expect(survivorFirst(older(), newer())[0].lead.id).toBe('lead_a');
  });
  it('is the one that sales has, although it is newer', () => {
    const withSales = moved(newer(), to.qualifying, to.qualified, assigned('ines'));
    expect(survivorFirst(older(), withSales)[0].lead.id).toBe('lead_b');
  });
  it('is never the one that a rule put aside', () => {
    expect(survivorFirst(moved(older(), to.excluded), newer())[0].lead.id).toBe('lead_b');
  });
  it('is a question to people where two owners have them', () => {
    const one = moved(older(), to.qualifying, to.qualified, assigned('ines'));
    const other = moved(newer(), to.qualifying, to.qualified, assigned('lars'));
    expect(hindrance(one.lead, other.lead)).toBe('they have different owners');
    expect(hindrance(one.lead, one.lead)).toBeNull();
    expect(hindrance(moved(older(), to.excluded).lead, newer().lead)).toBe('one of them is excluded');
  });
});

describe('what is taken over', () => {
  it('the newest value of each fact; the older one stays in the history (R55)', () => {
    const one = begun('lead_a', { phone: '+4930111', city: 'Köln', authority: 'decider' });
    const two = begun('lead_b', { phone: '+4930222', firstName: 'Eva', authority: 'unknown' }, later(60_000));
    const { stays } = merged(one, two);
    expect(stays.lead.facts).toEqual({
      phone: '+4930222',
      city: 'Köln',
      firstName: 'Eva',
      authority: 'decider',
    });
    expect(JSON.stringify(stays.events)).toContain('+4930111');
  });

  it('never the address that mail goes to: the other one is kept beside the facts, and both part again', () => {
    const one = begun('lead_a', { email: 'anna@ott.example', phone: '+4930111' });
    const two = begun('lead_b', { email: 'mallory@evil.example' }, later(60_000));
    const { stays, goes } = merged(one, two);
    expect(stays.lead.facts.email).toBe('anna@ott.example');
    expect(stays.lead.extra).toEqual({ otherEmail: 'mallory@evil.example' });
    expect(merged(begun('lead_a', {}), two).stays.lead.facts.email).toBe('mallory@evil.example');
    const apart = parted(stays, goes);
    expect(apart.stays.lead.extra).toEqual({});
    expect(apart.goes.lead.facts).toEqual(two.lead.facts);
  });

  it('what was decided about an inquiry that was set aside goes back with it when the two part', () => {
    const one = begun('lead_a', { firstName: 'Anna' });
    const before = begun('lead_b', { firstName: 'Bea' }, later(60_000));
    const aside = received({ lastName: 'Berg' }, later(90_000), 'inq_x');
    if (aside.type !== 'InquiryReceived') throw new Error('an inquiry was received');
    const told = {
      ...aside,
      data: {
        ...aside.data,
        ...{ outcome: 'quarantined', facts: {} },
        inquiry: { ...aside.data.inquiry, setAside: 'waiting' },
      },
    } as Draft;
    const two = tell(before, 'lead_b', [told], later(90_000));
    const { stays, goes } = merged(one, two);
    const facts = { lastName: 'Berg' };
    const approved = { inquiryId: 'inq_x', decision: 'approve', facts, extra: {}, consents: {} } as const;
    const decided = tell(stays, 'lead_a', [{ type: 'InquiryReviewed', data: approved }], later(4_000_000));
    expect(decided.lead.facts.lastName).toBe('Berg');
    const apart = parted(decided, goes);
    expect(apart.stays.lead.facts).toEqual(one.lead.facts);
    expect(apart.stays.lead.clocks).toEqual(one.lead.clocks);
    expect(apart.goes.lead.facts).toEqual({ firstName: 'Bea', lastName: 'Berg' });
    expect(apart.goes.lead.inquiries.map(({ setAside }) => setAside)).toEqual([undefined, undefined]);
    expect(apart.goes.lead.clocks).toContainEqual(
      expect.objectContaining({ run: 'fulfilment:inq_x', state: 'running' }),
    );
  });

  it.each<[string, boolean | null, boolean | null, boolean | undefined]>([
    ['a refusal of the one that stays', false, true, false],
    ['a refusal of the one that goes', true, false, false],
    ['what both consented to', true, true, true],
    ['what only the other one was asked', null, false, false],
  ])('consents are never widened: %s', (_, mine, theirs, after) => {
    const consents = (value: boolean | null) => (value === null ? {} : { newsletter: given(value) });
    const one = begun('lead_a', {}, NOON, { consents: consents(mine) });
    const two = begun('lead_b', {}, later(60_000), { consents: consents(theirs) });
    expect(merged(one, two).stays.lead.consents.newsletter?.given).toBe(after);
  });

  it('what the person still waits for, until the same instant; nothing is waited for twice', () => {
    const { stays, goes } = merged(begun('lead_a', {}), begun('lead_b', {}, later(60_000)));
    const open = ({ lead }: Told) =>
      lead.clocks.filter(({ state }) => state === 'running').map(({ run, limit }) => [run, limit]);
    const own = begun('lead_b', {}, later(60_000));
    expect(open(stays)).toEqual([...open(begun('lead_a', {})), ...open(own)]);
    expect(open(goes)).toEqual([]);
    expect(goes.lead.clocks.map(({ state }) => state)).toEqual(own.lead.clocks.map(() => 'void'));
  });
});

describe('what was done before two leads became one (R98)', () => {
  const act = (id: string, consent: string, at = NOON): Act => ({ id, type: 'white-paper', at, consent });
  const doing = (told: Told, acts: Act[], at: string) =>
    tell(told, told.lead.id, [{ type: 'BehaviourSeen', data: { acts, voided: [] } }], at);
  const acts = ({ lead }: Told) => lead.behaviour?.map(({ id }) => id) ?? [];
  const [one, two] = [begun('lead_a', {}), begun('lead_b', {}, later(60_000))];

  it('goes along, each act once, and goes back when they part', () => {
    const first = doing(one, [act('a1', 'cmp-1'), act('both', 'cmp-1')], later(120_000));
    const second = doing(two, [act('b1', 'tracking'), act('both', 'cmp-1')], later(120_000));
    const { stays, goes } = merged(first, second);
    expect(acts(stays)).toEqual(['a1', 'b1', 'both']);
    const apart = parted(doing(stays, [act('since', 'cmp-1', later(5_000_000))], later(5_000_000)), goes);
    expect([acts(apart.stays), acts(apart.goes)]).toEqual([
      ['a1', 'both', 'since'],
      ['b1', 'both'],
    ]);
  });

  it('stays behind where the one that takes over refused what it rests on', () => {
    const consents = { tracking: { given: false, at: NOON, source: 'web' } };
    const refused = begun('lead_a', {}, NOON, { consents });
    const second = doing(two, [act('b1', 'tracking'), act('b2', 'cmp-1')], later(120_000));
    expect(acts(merged(refused, second).stays)).toEqual(['b2']);
  });
});

describe('undoing', () => {
  it('tells the other one what was answered and refused meanwhile, and keeps what came with the one that stayed', () => {
    const both = merged(begun('lead_a', {}), begun('lead_b', {}, later(60_000)));
    const news = received({ city: 'Bonn' }, later(4_000_000), 'inq_3');
    const stays = tell(
      both.stays,
      'lead_a',
      [
        { type: 'InquiryAnswered', data: { inquiryId: 'inq_lead_b', how: 'mail', package: 'demo' } },
        { ...news, data: { ...news.data, consents: { newsletter: given(false) } } } as Draft,
      ],
      later(4_000_000),
    );
    const two = parted(stays, both.goes);
    expect(two.goes.lead.inquiries[0]?.answered?.package).toBe('demo');
    expect(two.goes.lead.clocks.filter(({ state }) => state === 'running')).toEqual([]);
    expect(two.goes.lead.consents.newsletter?.given).toBe(false);
    expect(two.stays.lead.inquiries.map(({ id }) => id)).toEqual(['inq_lead_a', 'inq_3']);
    expect(two.stays.lead.facts.city).toBe('Bonn');
    expect(two.stays.events.at(-1)).toMatchObject({ data: { stay: ['inq_3'] } });
  });

  it('leaves another joining of the same lead as it is', () => {
    const first = merged(begun('lead_a', {}), begun('lead_b', { city: 'Bonn' }, later(1)));
    const second = merged(first.stays, begun('lead_c', { company: 'Ott' }, later(2)), later(3_700_000));
    const { stays } = parted(second.stays, first.goes);
    expect(stays.lead.facts).toEqual({ company: 'Ott' });
    expect(stays.lead.inquiries.map(({ id }) => id)).toEqual(['inq_lead_a', 'inq_lead_c']);
    expect(undoDrafts(stays, first.goes, NOON)).toBeNull();
  });
});

const facts = fc.record(
  {
    firstName: fc.constantFrom('Eva', 'Ewa'),
    email: fc.constantFrom('a@ott.example', 'b@ott.example'),
    budget: fc.nat(9),
    products: fc.uniqueArray(fc.constantFrom('demo', 'suite'), { maxLength: 2 }),
    need: fc.constantFrom('concrete' as const, 'unknown' as const),
  },
  { requiredKeys: [] },
);
type Step = { drafts: (lead: Lead) => Draft[]; wait: number };
const always = (draft: Draft) => () => [draft];
const steps: fc.Arbitrary<Step> = fc.record({
  wait: fc.nat(5_000_000),
  drafts: fc.oneof(
    fc.tuple(facts, fc.option(fc.boolean()), fc.uuid()).map(([found, consent, id]) => {
      const draft = received(found, NOON, `inq_${id}`);
      const consents = consent === null ? {} : { newsletter: given(consent) };
      return always({ ...draft, data: { ...draft.data, extra: { id }, consents } } as Draft);
    }),
    facts.map((found) => always({ type: 'FactsChanged', data: { facts: found, source: 'answer' } })),
    fc
      .constantFrom(...Object.values(to))
      .map((draft) => (lead: Lead) => (draft.to && mayFollow(lead.state, draft.to) ? [draft] : [])),
    fc
      .constantFrom('ines', 'lars')
      .map((owner) => (lead: Lead) => (mayFollow(lead.state, 'assigned') ? [assigned(owner)] : [])),
    fc.constant((lead: Lead): Draft[] => {
      const open = lead.inquiries.find(({ answered }) => !answered);
      return open ? [{ type: 'InquiryAnswered', data: { inquiryId: open.id, how: 'call' } }] : [];
    }),
  ),
});

const plain = (value: unknown) => JSON.parse(JSON.stringify(value));
/** All of a lead but its numbers, the time of its last change and what it knows of the other one. */
function content({ lead }: Told): object {
  const { version: _v, seq: _s, updatedAt: _u, distinct: _d, ...rest } = lead;
  return plain(rest);
}

describe('whatever happened to two leads before', () => {
  const history = fc.tuple(fc.boolean(), fc.array(steps, { maxLength: 4 }));
  function lived(id: string, [first, more]: [boolean, Step[]], start: number): Told {
    let at = start;
    let told = begun(
      id,
      { firstName: 'Eva' },
      later(at),
      first ? { consents: { newsletter: given(true) } } : {},
    );
    for (const { drafts, wait } of more) {
      at += wait;
      const next = drafts(told.lead);
      if (next.length > 0) told = tell(told, id, next, later(at));
    }
    return told;
  }

  it('undoing gives back both as they were, in 10,000 random histories (R57)', () => {
    fc.assert(
      fc.property(history, history, fc.nat(9_000_000), (one, other, delay) => {
        const [stays, goes] = survivorFirst(lived('lead_a', one, 0), lived('lead_b', other, delay));
        const both = merged(stays, goes, later(100_000_000));
        const refusedBefore = [stays, goes].some(({ lead }) => lead.consents.newsletter?.given === false);
        if (refusedBefore) expect(both.stays.lead.consents.newsletter?.given).toBe(false);
        const two = parted(both.stays, both.goes, later(100_000_001));
        expect(content(two.stays)).toEqual(content(stays));
        expect(content(two.goes)).toEqual(content(goes));
        for (const told of [two.stays, two.goes])
          expect(plain({ ...rebuild(told.events), version: 0 })).toEqual(plain({ ...told.lead, version: 0 }));
      }),
      { numRuns: 10_000 },
    );
  }, 120_000);

  it('what happens to the one lead stays with the one that took over, as if they had never been one', () => {
    fc.assert(
      fc.property(history, history, fc.array(steps, { maxLength: 6 }), (one, other, more) => {
        const [stays, goes] = survivorFirst(lived('lead_a', one, 0), lived('lead_b', other, 500));
        const both = merged(stays, goes, later(100_000_000));
        let [joint, alone] = [both.stays, stays];
        let at = 100_000_000;
        for (const { drafts, wait } of more) {
          at += wait;
          const next = drafts(joint.lead);
          if (next.length === 0) continue;
          joint = tell(joint, joint.lead.id, next, later(at));
          alone = tell(alone, alone.lead.id, next, later(at));
        }
        const two = parted(joint, both.goes, later(200_000_000));
        expect(content(two.stays)).toEqual(content(alone));
        expect(two.goes.lead.state).toBe(goes.lead.state);
        expect(two.goes.lead.facts).toEqual(goes.lead.facts);
      }),
      { numRuns: 500 },
    );
  }, 60_000);
});
