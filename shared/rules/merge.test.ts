import { describe, expect, it } from 'vitest';
import { assigned, later, NOON } from '../../test/contracts/sample-leads.ts';
import { received } from '../../test/fixtures/lead.ts';
import { begun, merged, parted, tell } from '../../test/fixtures/pairs.ts';
import type { Act } from '../domain/behaviour.ts';
import type { Draft } from '../domain/events.ts';
import type { Consent, Facts } from '../domain/facts.ts';
import type { State } from '../domain/lifecycle.ts';
import { hindrance, survivorFirst, type Told } from './merge.ts';

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

const rested = (reason: string): Draft => ({ type: 'LeadRested', to: 'dormant', data: { reason } });
const again = received({}, later(240_000), 'inq_again');
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

  it.each<[string, string, string | undefined, string, boolean | undefined]>([
    [
      'a tagged address that agreed says nothing for the one without',
      'newsletter',
      'anna@ott.example',
      'anna+x@ott.example',
      undefined,
    ],
    [
      'nor does the one without for a tagged one',
      'marketing',
      'anna+x@ott.example',
      'anna@ott.example',
      undefined,
    ],
    ['the same address agreed', 'newsletter', 'anna@ott.example', 'anna@ott.example', true],
    [
      'whoever had no address is written to at the one that agreed',
      'newsletter',
      undefined,
      'anna+x@ott.example',
      true,
    ],
    ['a call has nothing to do with addresses', 'phone', 'anna@ott.example', 'anna+x@ott.example', true],
  ])('consents are never widened: %s', (_, purpose, mine, theirs, after) => {
    const one = begun('lead_a', mine ? { email: mine } : {});
    const two = begun('lead_b', { email: theirs }, later(60_000), { consents: { [purpose]: given(true) } });
    expect(merged(one, two).stays.lead.consents[purpose]?.given).toBe(after);
  });

  it('a refusal goes along from any address', () => {
    const one = begun('lead_a', { email: 'anna@ott.example' }, NOON, {
      consents: { newsletter: given(true) },
    });
    const two = begun('lead_b', { email: 'anna+x@ott.example' }, later(60_000), {
      consents: { newsletter: given(false) },
    });
    expect(merged(one, two).stays.lead.consents.newsletter?.given).toBe(false);
  });

  it.each<[string, Draft[], Draft[], string | null, boolean]>([
    ['who objected as the newer lead is left in peace', [], [rested('objection')], 'objection', false],
    ['who objected as the older lead is left in peace', [rested('objection')], [], 'objection', false],
    ['who asked again after the objection is heard', [rested('objection')], [again], null, true],
    ['who only came to the end of all rounds did not object', [], [rested('rounds')], null, true],
  ])('consents are never widened: %s', (_, mine, theirs, reason, agreed) => {
    const consents = { newsletter: given(true) };
    const one = begun('lead_a', {}, NOON, { consents });
    const two = begun('lead_b', {}, later(60_000), { consents });
    const live = (told: Told, drafts: Draft[]) =>
      drafts.length > 0
        ? tell(told, told.lead.id, drafts, later(drafts[0] === again ? 240_000 : 120_000))
        : told;
    const { lead } = merged(live(one, mine), live(two, theirs)).stays;
    expect([lead.reason, lead.consents.newsletter?.given]).toEqual([reason, agreed]);
  });

  it('an order that both were told of once, all in the order of their days; one keeper', () => {
    const known = (keeper: string, ids: string[], at: string): Draft => ({
      type: 'CustomerKnown',
      data: {
        ...{ source: 'crm', facts: {}, extra: {}, consents: {}, organisation: null, dates: {} },
        keeper: { id: keeper, name: keeper },
        orders: ids.map((id) => ({ id, value: 100, at })),
      },
    });
    const one = tell(
      begun('lead_a', {}),
      'lead_a',
      [known('ines', ['A-1', 'A-3'], later(900_000))],
      later(900_000),
    );
    const two = tell(
      begun('lead_b', {}),
      'lead_b',
      [known('lars', ['A-1', 'A-2'], later(60_000))],
      later(60_000),
    );
    const { lead } = merged(one, two).stays;
    expect(lead.orders.map(({ id }) => id)).toEqual(['A-2', 'A-1', 'A-3']);
    expect(lead.keeper?.id).toBe('ines');
  });

  it('the call that was agreed with the person, the sooner one of two; a planned one gives way to it', () => {
    const call = (id: string, result: 'call-back' | 'not-reached', nextAt: string) =>
      tell(begun(id, {}), id, [{ type: 'CallMade', data: { result, attempts: 1, nextAt } }], later(60_000));
    const at = (one: Told, two: Told) => merged(one, two).stays.lead.calls?.nextAt;
    const [soon, late] = [later(80_000_000), later(90_000_000)];
    expect(at(begun('lead_a', {}), call('lead_b', 'call-back', late))).toBe(late);
    expect(at(call('lead_a', 'not-reached', soon), call('lead_b', 'call-back', late))).toBe(late);
    expect(at(call('lead_a', 'call-back', soon), call('lead_b', 'call-back', late))).toBe(soon);
    expect(at(call('lead_a', 'call-back', late), call('lead_b', 'not-reached', soon))).toBe(late);
  });

  it('what was looked up only where nobody told it, and as looked up', () => {
    const lookedUp = (told: Told, facts: Facts) =>
      tell(
        told,
        told.lead.id,
        [{ type: 'FactsLookedUp', data: { source: 'register', facts, cents: 0 } }],
        later(70_000),
      );
    const one = begun('lead_a', { industry: 'chemistry' });
    const two = lookedUp(begun('lead_b', {}, later(60_000)), { industry: 'machines', employees: 40 });
    const { lead } = merged(one, two).stays;
    expect(lead.facts).toEqual({ industry: 'chemistry', employees: 40 });
    expect(lead.lookedUp).toEqual({ employees: 'register' });
    const told = merged(lookedUp(one, { employees: 7 }), begun('lead_b', { employees: 9 }, later(60_000)));
    expect([told.stays.lead.facts.employees, told.stays.lead.lookedUp]).toEqual([9, undefined]);
  });

  it('the newest value by when it was told, however late it came along with another lead (R55)', () => {
    const one = begun('lead_a', { city: 'Köln' });
    const two = begun('lead_b', { city: 'Bonn' }, later(60_000));
    const three = begun('lead_c', { city: 'Trier' }, later(120_000));
    const both = merged(one, two, later(3_600_000));
    expect(merged(both.stays, three, later(3_700_000)).stays.lead.facts.city).toBe('Trier');
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
