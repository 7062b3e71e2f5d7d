import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reports } from '../../functions/report/reports.ts';
import { told } from '../../functions/report/rules/told.ts';
import type { Rows } from '../../functions/report/sheet.ts';
import type { Draft } from '../../shared/domain/events.ts';
import { byName, leadFrom, pick, reportBench } from './report-bench.ts';
import { recordsOf, type Story, step } from './sample-month.ts';

const DAY = '2026-11-24';
const berlin = (text: string) => new Date(`${text}+01:00`).toISOString();
const morning = berlin('2026-11-24T09:00');

let bench: Awaited<ReturnType<typeof reportBench>>;
beforeEach(async () => {
  bench = await reportBench();
});
afterEach(() => bench.close());

const ask = async (name: 'distribution' | 'territory' | 'regions' | 'partners' | 'feedback') =>
  byName(reports[name], await bench.ask(reports[name], DAY));
const tell = (...stories: Story[]) => bench.store(recordsOf(stories, bench.rules));

interface To {
  rule?: string;
  partner?: string;
  able?: number;
}
function given(pool: string, owner: string, { rule = pool, partner, able }: To = {}): Draft {
  const candidates = Array.from({ length: able ?? 0 }, (_, i) => ({ id: `m${i}`, standing: 0 }));
  const reasons = { rule, because: '', rulesHash: 'h' };
  const of = partner ? { partner } : {};
  const assignment = { ...reasons, at: morning, turn: 1, ...of, candidates };
  return {
    type: 'LeadAssigned',
    ...reasons,
    to: 'assigned',
    data: { pool, owner: { id: owner, name: owner }, assignment },
  };
}
const parked = (pool: string, reason: string): Draft => ({ type: 'LeadParked', data: { pool, reason } });
const declined = (reason: string): Draft => ({
  type: 'OwnerReleased',
  to: 'qualified',
  data: { owner: 'x', why: 'declined', reason },
});
const released: Draft = { type: 'OwnerReleased', to: 'qualified', data: { owner: 'x', why: 'not-accepted' } };
const returned = (reason: string): Draft => ({
  type: 'LeadReturned',
  to: 'qualifying',
  data: { owner: 'x', reason, missing: [] },
});
/** Ripe at once, then what happens, some minutes apart. */
const ripe = (...drafts: Draft[]): Story['steps'] =>
  [step.scored('hot'), step.qualified, ...drafts].map((draft) => ({ hours: 0.001, draft }));

describe('the control of distribution (R140, R139)', () => {
  it('tells per pool who was given to somebody, by rule or by hand, who waits, and who nobody has beyond the limit', async () => {
    const late = ripe(given('north', 'ada'));
    await tell(
      leadFrom('a', morning, {}, ...ripe(given('north', 'ada'))),
      leadFrom('b', morning, {}, ...ripe(given('north', 'ada', { rule: 'route/by-hand' }))),
      leadFrom('c', morning, {}, ...ripe(given('north', 'ada'), released, given('north', 'bea'))),
      leadFrom('d', morning, {}, ...ripe(parked('north', 'nobody-available'))),
      leadFrom('e', morning, {}, ...late.slice(0, 2), { hours: 3, draft: given('north', 'ada') }),
      leadFrom('f', morning, {}, ...ripe()),
      leadFrom('g', morning, {}, { hours: 0.1, draft: step.scored('cold') }),
    );
    const names = ['pool', 'ripe', 'assigned', 'byRule', 'passedOn', 'parked', 'overCapacity', 'unassigned'];
    const rows = await ask('distribution');
    expect(pick(rows, ...names)).toEqual(['north 5 4 3 1 1 1 1', '– 1 0 0 0 0 0 1']);
    expect(pick(rows, 'waiting', 'late', 'beyondLimit', 'oldestHours')).toEqual(['1 1 1 15.0', '0 0 1 15.0']);
  });
});

describe('the wrong territory (R140)', () => {
  it('is counted per rule and region, declined or returned, and whether another pool got the lead then', async () => {
    await tell(
      leadFrom('a', morning, { postcode: '20095' }, ...ripe(given('north', 'ada'))),
      leadFrom(
        'b',
        morning,
        { postcode: '20097' },
        ...ripe(given('north', 'ada'), declined('wrong-territory'), given('south', 'kim')),
      ),
      leadFrom(
        'c',
        morning,
        { postcode: '20099' },
        ...ripe(given('north', 'ada'), declined('wrong-territory'), given('north', 'bea')),
      ),
      leadFrom(
        'd',
        morning,
        { postcode: '80331' },
        ...ripe(given('south', 'kim'), step.accepted, returned('wrong-territory')),
      ),
      leadFrom('e', morning, { postcode: '80333' }, ...ripe(given('south', 'kim'), declined('no-capacity'))),
    );
    expect(
      pick(await ask('territory'), 'rule', 'region', 'assigned', 'wrongTerritory', 'rerouted', 'wrongShare'),
    ).toEqual(['north DE-20 4 2 1 0.5', 'south DE-20 1 0 0 0.0', 'south DE-80 2 1 0 0.5']);
  });
});

describe('leads against people, per region (R126)', () => {
  it('shows where a regional campaign brings more leads than there are people for them', async () => {
    const some = (count: number, id: string, postcode: string, pool: string, campaign?: string) =>
      Array.from({ length: count }, (_, i) =>
        leadFrom(
          `${id}${i}`,
          morning,
          { postcode, ...(campaign ? { campaign } : {}) },
          ...(i === 0 ? ripe(given(pool, 'x', { able: 2 })) : []),
        ),
      );
    await tell(
      ...some(9, 'a', '20095', 'north', 'hafentag'),
      ...some(3, 'b', '80331', 'south'),
      ...some(1, 'c', '99084', 'north'),
    );
    const names = ['region', 'pool', 'leads30Days', 'campaign30Days', 'owners', 'leadsPerOwner', 'evenness'];
    expect(pick(await ask('regions'), ...names)).toEqual([
      'DE-20 north 9 9 2 4.5 1.54',
      'DE-99 north 1 0 2 0.5 1.54',
      'DE-80 south 3 0 2 1.5 0.46',
    ]);
  });
});

describe('the scorecard of partners (R142)', () => {
  const dealer = (owner: string) => given('north', owner, { partner: 'hansa' });

  it('says what became of what a partner got, beside direct sales and the whole pool', async () => {
    await tell(
      leadFrom(
        'a',
        morning,
        {},
        ...ripe(
          dealer('ada'),
          step.accepted,
          { type: 'ContactMade', data: { owner: 'ada' } },
          step.opportunity,
          step.won(1, morning),
        ),
      ),
      leadFrom('b', morning, {}, ...ripe(dealer('bea')), { hours: 30, draft: step.accepted }),
      leadFrom(
        'c',
        berlin('2026-11-20T09:00'),
        {},
        ...ripe(dealer('bea')),
        { hours: 90, draft: step.accepted },
        { hours: 1, draft: returned('not-ripe') },
      ),
      leadFrom('d', morning, {}, ...ripe(dealer('ada'), declined('wrong-territory'), given('north', 'kim'))),
      leadFrom('e', morning, {}, ...ripe(given('south', 'lea'))),
    );
    const rows = await ask('partners');
    const names = [
      'partner',
      'people',
      'got',
      'acceptedInTime',
      'acceptedLate',
      'contacted',
      'won',
      'declined',
      'returned',
      'notRipe',
    ];
    expect(pick(rows, ...names)).toEqual([
      '(all) 3 5 1 1 1 1 1 1 1',
      '(direct) 1 1 0 0 0 0 0 0 0',
      'hansa 2 4 1 1 1 1 1 1 1',
    ]);
    expect(pick(rows, 'inTimeShare', 'wonShare', 'returnedShare')).toEqual([
      '0.2 0.2 0.2',
      '0.0 0.0 0.0',
      '0.25 0.25 0.25',
    ]);
  });

  it('has no figure of few people: neither of a small partner nor of one that can be taken from the whole (R133)', () => {
    const none = Object.fromEntries(Object.keys(reports).map((name) => [name, [] as Rows])) as Parameters<
      typeof told
    >[0];
    const fair: Rows = [['north', 'A', '9', '9', '1', '9', '1', '0', '2', '3', '1', '1', '0']];
    const card = (who: string, people: number, got: number) => [
      'north',
      who,
      String(people),
      String(got),
      ...Array.from({ length: 13 }, () => '1'),
      ...Array.from({ length: 4 }, () => String(1 / got)),
    ];
    const shown = (...rows: Rows) =>
      told({ ...none, fairness: fair, partners: rows }, 2).partners.map(
        ([, who, people, got]) => `${who} ${people} ${got}`,
      );
    const all = card('(all)', 6, 60);
    expect(shown(all, card('(direct)', 2, 20), card('alster', 1, 10), card('hansa', 3, 30))).toEqual([
      '(all) 6 60',
      'other-groups 3 30',
      'hansa 3 30',
    ]);
    expect(shown(all, card('(direct)', 1, 20), card('alster', 1, 10), card('hansa', 4, 30))).toEqual([
      '(all) 6 60',
      'other-groups 2 30',
      'hansa 4 30',
    ]);
    expect(shown(card('(all)', 1, 9), card('hansa', 1, 9))).toEqual([]);
    const [first] = told(
      { ...none, fairness: fair, partners: [card('(direct)', 1, 20), card('alster', 1, 10)] },
      2,
    ).partners;
    expect(first?.at(-1)).toBe((2 / 30).toFixed(4));
  });
});

describe('what sales says of its leads (R141)', () => {
  it('stands beside the thirty days before, so that everybody sees whether a change helped', async () => {
    const before = berlin('2026-10-10T09:00');
    await tell(
      leadFrom('a', before, {}, ...ripe(given('north', 'ada'), step.accepted, returned('not-ripe'))),
      leadFrom(
        'b',
        before,
        {},
        ...ripe(given('north', 'ada'), declined('wrong-territory'), given('south', 'kim')),
      ),
      leadFrom('c', morning, {}, ...ripe(given('north', 'ada'), step.accepted, returned('not-ripe'))),
      leadFrom('d', morning, {}, ...ripe(given('north', 'ada'))),
      leadFrom('e', berlin('2026-08-01T09:00'), {}, ...ripe(given('north', 'ada'), declined('conflict'))),
    );
    expect(
      pick(await ask('feedback'), 'kind', 'reason', 'last30Days', 'before30Days', 'share', 'shareBefore'),
    ).toEqual(['declined wrong-territory 0 1 0.0 0.3333', 'returned not-ripe 1 1 0.5 0.3333']);
  });
});
