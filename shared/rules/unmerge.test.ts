import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { later, NOON } from '../../test/contracts/sample-leads.ts';
import { anything, consent, type Happening, happenings } from '../../test/fixtures/happenings.ts';
import { loses, received } from '../../test/fixtures/lead.ts';
import { begun, merged, parted, rules, tell } from '../../test/fixtures/pairs.ts';
import { isOpen, nextDue } from '../domain/clock.ts';
import { type Draft, type EventType, LeadEvent } from '../domain/events.ts';
import { rebuild } from '../domain/evolve.ts';
import type { Lead } from '../domain/lead.ts';
import type { Told } from './merge.ts';
import { resumed } from './pause.ts';
import { undoDrafts } from './unmerge.ts';

const given = consent;

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
    expect(undoDrafts({ stayed: stays, went: first.goes, others: [] }, NOON)).toBeNull();
  });
});

const tellIn = (it: Told, drafts: Draft[], minutes: number) =>
  tell(it, it.lead.id, drafts, later(3_600_000 + minutes * 60_000));
const running = ({ lead }: Told, name: string) =>
  lead.clocks.filter((clock) => clock.name === name && isOpen(clock));
const complaint = (run: string): Draft => ({ type: 'ComplaintReceived', data: { run } });
const pair = () => [begun('lead_a', {}), begun('lead_b', {}, later(60_000))] as const;

describe('what the person waits for when two leads become one, and two again', () => {
  it('a case that stands still goes along as it stands, goes on there, and goes back as it is by then', () => {
    const [one, two] = pair();
    const asked = tell(two, 'lead_b', [complaint('complaint:1')], later(120_000));
    const until = later(90_000_000);
    const pause = { op: 'pause', run: 'complaint:1', at: later(180_000), until } as const;
    const data = { clock: 'complaint', run: 'complaint:1', reason: 'ill', until } as const;
    const paused = tell(asked, 'lead_b', [{ type: 'ClockPaused', data, clocks: [pause] }], later(180_000));
    const both = merged(one, paused);
    expect(running(both.stays, 'complaint')).toMatchObject([{ state: 'paused', paused: { until } }]);
    expect([nextDue(both.goes.lead.clocks), nextDue(both.stays.lead.clocks)]).toEqual([
      null,
      expect.any(String),
    ]);
    const [clock] = running(both.stays, 'complaint');
    if (!clock) throw new Error('nobody waits');
    const on = resumed({ lead: both.stays.lead, clock, now: later(7_200_000) }, 'by-staff', rules);
    const apart = parted(tellIn(both.stays, [on], 60), both.goes);
    expect(running(apart.goes, 'complaint')).toMatchObject([{ state: 'running', run: 'complaint:1' }]);
    expect(running(apart.goes, 'complaint')[0]?.limit).not.toBe(clock.limit);
    expect(running(apart.stays, 'complaint')).toEqual([]);
  });

  it('two cases that began at one moment stay two beside one of the lead that takes over', () => {
    const [one, two] = pair();
    const first = tell(one, 'lead_a', [complaint('complaint:1')], later(120_000));
    const second = tell(two, 'lead_b', [complaint('complaint:1'), complaint('complaint:2')], later(120_000));
    const { stays } = merged(first, second);
    expect(running(stays, 'complaint').map(({ run }) => run)).toEqual([
      'complaint:1',
      'complaint:2',
      'complaint:3',
    ]);
  });

  it('a case that was settled meanwhile is settled for whoever opened it, in time', () => {
    const [one, two] = pair();
    const asked = tell(two, 'lead_b', [complaint('complaint:1')], later(120_000));
    const both = merged(tell(one, 'lead_a', [complaint('complaint:1')], later(120_000)), asked);
    const settled: Draft = { type: 'ComplaintAnswered', data: { run: 'complaint:2', result: 'done' } };
    const apart = parted(tellIn(both.stays, [settled], 30), both.goes, later(900_000_000));
    expect(apart.goes.lead.clocks.find(({ name }) => name === 'complaint')).toMatchObject({ state: 'met' });
    expect(apart.goes.events.at(-1)).toMatchObject({
      type: 'ComplaintAnswered',
      data: { run: 'complaint:1' },
    });
    expect(running(apart.stays, 'complaint')).toHaveLength(1);
  });

  it('an answer that was given in time is in time also if the two part long after', () => {
    const both = merged(...pair());
    const answered: Draft = { type: 'InquiryAnswered', data: { inquiryId: 'inq_lead_b', how: 'mail' } };
    const apart = parted(tellIn(both.stays, [answered], 5), both.goes, later(900_000_000));
    expect(apart.goes.lead.clocks.find(({ name }) => name === 'fulfilment')).toMatchObject({ state: 'met' });
  });
});

it('nobody owes an answer to a bought address that only the consent of the other one allowed', () => {
  const agreed = { consents: { newsletter: given(true) } };
  const both = merged(begun('lead_a', {}), begun('lead_b', {}, later(60_000), agreed));
  const row = received({}, later(4_000_000), 'inq_3');
  if (row.type !== 'InquiryReceived') throw new Error('an inquiry was received');
  const inquiry = { ...row.data.inquiry, requested: false as const };
  const listed = tellIn(both.stays, [{ ...row, data: { ...row.data, inquiry } }], 30);
  const waits = (it: Told) => running(it, 'fulfilment').some(({ run }) => run === 'fulfilment:inq_3');
  expect([waits(listed), waits(parted(listed, both.goes).stays)]).toEqual([true, false]);
});

it('gives back the clock of each answer that is owed, and none that a withdrawn consent had ended', () => {
  const row = (id: string, at: string) => {
    const draft = received({}, at, id);
    if (draft.type !== 'InquiryReceived') throw new Error('an inquiry was received');
    const inquiry = { ...draft.data.inquiry, requested: false as const };
    return { ...draft, data: { ...draft.data, inquiry, consents: { newsletter: given(true) } } };
  };
  const [one, two] = pair();
  const first = tell(one, 'lead_a', [row('inq_3', later(120_000))], later(120_000));
  const refused: Draft = { type: 'ConsentChanged', data: { consents: { newsletter: given(false) } } };
  const second = tell(two, 'lead_b', [row('inq_4', later(120_000)), refused], later(180_000));
  const owed = ({ lead }: Told) => running({ lead, events: [] }, 'fulfilment').map(({ run }) => run);
  const both = merged(first, second);
  const apart = parted(both.stays, both.goes);
  expect([owed(first), owed(second), owed(both.stays), owed(apart.stays), owed(apart.goes)]).toEqual([
    ['fulfilment:inq_lead_a', 'fulfilment:inq_3'],
    ['fulfilment:inq_lead_b'],
    ['fulfilment:inq_lead_a', 'fulfilment:inq_lead_b'],
    ['fulfilment:inq_lead_a', 'fulfilment:inq_3'],
    ['fulfilment:inq_lead_b'],
  ]);
});

it.each([
  ['counts for both', {}, later(4_000_000)],
  ['in a message that lies in quarantine changes nothing', { setAside: 'waiting' as const }, undefined],
])('what was refused meanwhile %s', (_, over, expected) => {
  const [one, two] = pair();
  const both = merged(one, two);
  const draft = received({}, later(4_000_000), 'inq_3');
  if (draft.type !== 'InquiryReceived') throw new Error('an inquiry was received');
  const inquiry = { ...draft.data.inquiry, ...over };
  const refused = { newsletter: given(false, later(4_000_000)) };
  const told: Draft = { ...draft, data: { ...draft.data, inquiry, consents: refused } };
  const apart = parted(tell(both.stays, 'lead_a', [told], later(4_000_000)), both.goes);
  expect([apart.stays, apart.goes].map(({ lead }) => lead.consents.newsletter?.at)).toEqual([
    expected,
    expected,
  ]);
});

it('a refusal of the other one is not taken for one that was said meanwhile in a message in quarantine', () => {
  const second = begun('lead_b', {}, later(60_000), { consents: { tracking: given(false) } });
  const both = merged(begun('lead_a', {}), second);
  const draft = received({}, later(4_000_000), 'inq_3');
  if (draft.type !== 'InquiryReceived') throw new Error('an inquiry was received');
  const inquiry = { ...draft.data.inquiry, setAside: 'waiting' as const };
  const told: Draft = { ...draft, data: { ...draft.data, inquiry, consents: { tracking: given(false) } } };
  const apart = parted(tell(both.stays, 'lead_a', [told], later(4_000_000)), both.goes);
  expect([both.stays.lead.consents.tracking?.given, apart.stays.lead.consents]).toEqual([false, {}]);
});

it('a customer is not addressed again before the contract of the other one ends', () => {
  const [one, two] = pair();
  const told = { source: 'crm', facts: {}, extra: {}, consents: {}, organisation: null, orders: [] };
  const known: Draft = { type: 'CustomerKnown', data: { ...told, dates: { contractEnd: '2028-01-31' } } };
  const both = merged(one, tell(two, 'lead_b', [known], later(120_000)));
  const order = { id: 'A-1', at: later(4_000_000), value: 900 };
  const wins: Draft[] = [
    ...loses.slice(0, -1),
    { type: 'OpportunityOpened', to: 'opportunity', data: {} },
    { type: 'LeadWon', to: 'won', data: { order } },
  ];
  const won = tellIn(both.stays, wins, 30);
  const waits = (it: Told) => running(it, 'win-back').length;
  expect([waits(won), waits(parted(won, both.goes).stays)]).toEqual([1, 0]);
});

describe('three leads of which one was somebody else', () => {
  const agreed = (value: boolean) => ({ consents: { newsletter: given(value) } });
  it.each<[string, (lead: Lead) => unknown, unknown]>([
    ['the newer telephone number of the third counts again', ({ facts }) => facts.phone, '+493'],
    ['what the third refused stays refused', ({ consents }) => consents.newsletter?.given, false],
  ])('%s once the second has parted', (_, read, expected) => {
    const a = begun('lead_a', { phone: '+491' }, NOON, agreed(true));
    const b = begun('lead_b', { phone: '+492' }, later(120_000), agreed(false));
    const c = begun('lead_c', { phone: '+493' }, later(60_000), agreed(false));
    const first = merged(a, b);
    const both = merged(first.stays, c, later(3_700_000));
    expect(both.stays.lead.facts.phone).toBe('+492');
    const apart = parted(both.stays, first.goes, later(9_000_000), [both.goes]);
    expect(read(apart.stays.lead)).toBe(expected);
  });
});

type Lived = readonly { happens: Happening; wait: number }[];
const history = (maxLength: number): fc.Arbitrary<Lived> =>
  fc.array(fc.record({ happens: anything, wait: fc.nat(5_000_000) }), { maxLength, size: 'max' });

function live(told: Told, lived: Lived, start: number): Told {
  let at = start;
  let now = told;
  for (const { happens, wait } of lived) {
    at += wait;
    const drafts = happens(now, later(at), rules);
    if (drafts.length > 0) now = tell(now, now.lead.id, drafts, later(at));
  }
  return now;
}

const plain = (value: unknown) => JSON.parse(JSON.stringify(value));
/** All of a lead but its numbers and the time of its last change. */
function content({ lead }: Told): object {
  const { version: _v, seq: _s, updatedAt: _u, ...rest } = lead;
  return plain(rest);
}

/**
 * The same whatever its clocks are called and whoever else is known to be another person: of clocks, which ones run. A
 * doubt that both had begins when the first one had it; if it was paused for both, it goes on for the one that had none.
 */
function unnamed(told: Told): object {
  const { clocks, ...lead } = told.lead;
  const unasked = new Set(
    lead.inquiries.filter(({ requested }) => requested === false).map(({ id }) => `fulfilment:${id}`),
  );
  const going = clocks.filter((clock) => isOpen(clock) && !unasked.has(clock.run));
  const open = going.map(({ run, startedAt, steps, target, limit, ...clock }) => clock);
  return {
    ...content({ ...told, lead: { ...lead, clocks: [] } }),
    distinct: null,
    clocks: open.map((clock) => (clock.name === 'review' ? 'review' : JSON.stringify(clock))).sort(),
  };
}

/** The cases that drafts open, under their numbers here and there. */
function opened(here: readonly Draft[], there: readonly Draft[]): [string, string][] {
  const runs = (drafts: readonly Draft[]) =>
    drafts.flatMap(({ type, data }) =>
      type === 'RightsRequested' || type === 'ComplaintReceived' ? [data.run] : [],
    );
  return runs(here).map((run, index) => [run, runs(there)[index] ?? run]);
}

/** The drafts with cases under their other numbers. */
const named = (drafts: readonly Draft[], cases: ReadonlyMap<string, string>): Draft[] =>
  JSON.parse(
    JSON.stringify(drafts, (_, value) => (typeof value === 'string' ? (cases.get(value) ?? value) : value)),
  );

const MERGED = 400_000_000;

describe('whatever happened to two leads before', () => {
  it('every kind of event that a lead can have alone happens in these histories', () => {
    const kinds = LeadEvent.unwrap().options.map(({ shape }) => shape.type.value);
    const pairs: EventType[] = ['LeadMerged', 'DuplicateMerged', 'MergeUndone', 'LeadErased'];
    expect(Object.keys(happenings).sort()).toEqual(kinds.filter((kind) => !pairs.includes(kind)).sort());
    const lives = fc.sample(history(30), { numRuns: 1_000, seed: 1 });
    const happened = lives.flatMap((lived) => live(begun('lead_a', {}), lived, 0).events);
    expect([...new Set(happened.map(({ type }) => type))].sort()).toEqual(Object.keys(happenings).sort());
  });

  it('undoing gives back both as they were, in 10,000 random histories (R57)', () => {
    fc.assert(
      fc.property(history(4), history(4), fc.nat(9_000_000), fc.boolean(), (one, other, delay, byHand) => {
        const first = live(begun('lead_a', { firstName: 'Eva' }), one, 0);
        const second = live(begun('lead_b', { firstName: 'Eva' }, later(delay)), other, delay);
        const both = merged(first, second, later(MERGED), byHand);
        const [stays, goes] = both.stays.lead.id === 'lead_a' ? [first, second] : [second, first];
        const two = parted(both.stays, both.goes, later(MERGED + 1));
        expect(content(two.stays)).toEqual({ ...content(stays), distinct: expect.anything() });
        expect(content(two.goes)).toEqual({ ...content(goes), distinct: expect.anything() });
        for (const told of [both.stays, both.goes, two.stays, two.goes])
          expect(plain({ ...rebuild(told.events), version: 0 })).toEqual(plain({ ...told.lead, version: 0 }));
      }),
      { numRuns: 10_000 },
    );
  }, 120_000);

  it('undoing the first of two joinings leaves the second as if the first had never been', () => {
    fc.assert(
      fc.property(history(4), history(4), history(4), (one, two, three) => {
        const a = live(begun('lead_a', { firstName: 'Eva' }), one, 0);
        const b = live(begun('lead_b', { firstName: 'Eva' }, later(1_000)), two, 1_000);
        const c = live(begun('lead_c', { firstName: 'Ewa' }, later(2_000)), three, 2_000);
        const [first, second, apart] = [later(MERGED), later(MERGED + 1_000), later(MERGED + 2_000)];
        const withB = merged(a, b, first, true);
        const withBoth = merged(withB.stays, c, second, true);
        const left = parted(withBoth.stays, withB.goes, apart, [withBoth.goes]);
        const never = merged(a, c, second, true).stays;
        expect(unnamed(left.stays)).toEqual(unnamed(never));
        expect(content(left.goes)).toEqual({ ...content(b), distinct: expect.anything() });
        const alone = parted(left.stays, withBoth.goes, later(MERGED + 3_000));
        expect(unnamed(alone.stays)).toEqual(unnamed(a));
        expect(content(alone.goes)).toEqual({ ...content(c), distinct: expect.anything() });
      }),
      { numRuns: 2_000 },
    );
  }, 120_000);

  it('joining two again that were parted, and parting them again, changes neither', () => {
    fc.assert(
      fc.property(history(5), history(5), (one, two) => {
        const a = live(begun('lead_a', { firstName: 'Eva' }), one, 0);
        const b = live(begun('lead_b', { firstName: 'Eva' }, later(1_000)), two, 1_000);
        const once = merged(a, b, later(MERGED), true);
        const first = parted(once.stays, once.goes, later(MERGED + 1));
        const twice = merged(first.stays, first.goes, later(MERGED + 2), true);
        const second = parted(twice.stays, twice.goes, later(MERGED + 3));
        expect(content(second.stays)).toEqual(content(first.stays));
        expect(content(second.goes)).toEqual(content(first.goes));
      }),
      { numRuns: 1_000 },
    );
  }, 60_000);

  it('what happens to the one lead stays with the one that took over, as if they had never been one', () => {
    fc.assert(
      fc.property(history(5), history(5), history(6), (one, two, more) => {
        const a = live(begun('lead_a', { firstName: 'Eva' }), one, 0);
        const b = live(begun('lead_b', { firstName: 'Eva' }, later(1_000)), two, 1_000);
        const both = merged(a, b, later(MERGED), true);
        let [joint, alone, at] = [both.stays, a, MERGED];
        const cases = new Map<string, string>();
        for (const { happens, wait } of more) {
          at += wait;
          const drafts = happens(alone, later(at), rules);
          if (drafts.length === 0) continue;
          const own = happens(joint, later(at), rules);
          for (const [run, there] of opened(drafts, own)) cases.set(run, there);
          // What is taken back is named by the ids of events, which differ.
          const same = drafts[0]?.type === 'ActionTakenBack' ? own : named(drafts, cases);
          alone = tell(alone, 'lead_a', drafts, later(at));
          joint = tell(joint, 'lead_a', same, later(at));
        }
        const apart = parted(joint, both.goes, later(2 * MERGED));
        expect(unnamed(apart.stays)).toEqual(unnamed(alone));
        expect(apart.goes.lead.state).toBe(b.lead.state);
        expect(apart.goes.lead.facts).toEqual(b.lead.facts);
      }),
      { numRuns: 1_000 },
    );
  }, 120_000);
});
