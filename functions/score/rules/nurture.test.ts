import { describe, expect, it } from 'vitest';
import { defaultDocument } from '../../../shared/adapters/memory/default-rules.ts';
import type { Draft } from '../../../shared/domain/events.ts';
import type { Facts } from '../../../shared/domain/facts.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import { unsubscribe } from '../../../shared/rules/unsubscribe.ts';
import { recordWatched } from '../../../shared/rules/watch.ts';
import { received } from '../../../test/fixtures/lead.ts';
import { beginNurture } from './nurture.ts';

const rules = defaultDocument('nurture');
const clocks = {
  deadlines: defaultDocument('deadlines'),
  calendars: defaultDocument('calendars'),
  retention: defaultDocument('retention'),
};
const monday = '2026-11-23T09:00:00.000Z';
const tuesday = '2026-11-24T09:00:00.000Z';
const days = (count: number) => new Date(Date.parse(monday) + count * 86_400_000).toISOString();

const agreed = (purpose: string, given = true): Draft => ({
  type: 'ConsentChanged',
  data: { consents: { [purpose]: { given, at: monday, source: 'site' } } },
});
const qualifying: Draft = { type: 'LeadRequalified', data: { reason: 'cold' }, to: 'qualifying' };

function lived(before: Lead | null, drafts: Draft[], now = monday): Lead {
  return recordWatched('lead_1', before, drafts, { now, by: 'system', correlationId: 'c' }, clocks).lead;
}
const unripe = (facts: Facts = {}, consent = agreed('newsletter')): Lead =>
  lived(null, [received({ email: 'eva@ott.example', ...facts }, monday), consent, qualifying]);
const begun = (lead: Lead, now = monday) =>
  beginNurture(lead, rules, now).map(({ data }) => ('series' in data ? data.series : ''));
const nurtured = (lead: Lead = unripe()) => lived(lead, beginNurture(lead, rules, monday));
const open = ({ clocks: all }: Lead) =>
  all.filter(({ name, state }) => name === 'nurture' && state === 'running');

describe('a lead that comes back after a loss (R137)', () => {
  const back: Draft = { type: 'LeadRequalified', data: { reason: 'win-back' }, to: 'qualifying' };
  const assigned: Draft = {
    type: 'LeadAssigned',
    to: 'assigned',
    data: {
      pool: 'north',
      owner: { id: 'anna', name: 'Anna' },
      assignment: { rule: 'r', because: '', rulesHash: 'h', at: monday, turn: 1, candidates: [] },
    },
  };
  const accepted: Draft = { type: 'LeadAccepted', data: { owner: 'anna' }, to: 'accepted' };
  const lost = (): Lead =>
    lived(null, [
      received({ email: 'eva@ott.example' }, monday),
      agreed('newsletter'),
      qualifying,
      { type: 'LeadQualified', data: {}, to: 'qualified' },
      assigned,
      accepted,
      { type: 'LeadLost', data: { reason: 'price' }, to: 'lost' },
    ]);
  const wonBack = (): Lead => ({ ...lived(lost(), [back], tuesday), class: 'hot' });

  it('begins the series for such leads, though what made it hot is still known', () => {
    expect(begun(wonBack(), tuesday)).toEqual(['win-back']);
    expect(begun({ ...wonBack(), reason: 'not-ripe' }, tuesday)).toEqual([]);
  });

  it('is written to no more once it is heard of and ripe again, nor after an unsubscribe', () => {
    const series = lived(wonBack(), beginNurture(wonBack(), rules, tuesday), tuesday);
    expect(open(series)).toHaveLength(1);
    expect(open(lived(series, [{ type: 'NoteAdded', data: { text: 'x' } }], tuesday))).toHaveLength(1);
    const heard: Draft = { type: 'FactsChanged', data: { facts: { budget: 90_000 }, source: 'answer' } };
    expect(open(lived(series, [heard], tuesday))).toEqual([]);
    const gone = unsubscribe(series, tuesday, { because: 'one click', source: 'link' });
    expect(open(lived(series, gone, tuesday))).toEqual([]);
  });
});

describe('a lead that is not ripe (R117, R119)', () => {
  it('begins the first series that fits, with all its mails planned and the reason', () => {
    const lead = unripe();
    const [draft] = beginNurture(lead, rules, monday);
    expect(draft).toMatchObject({
      type: 'NurtureBegun',
      rule: 'score/nurture',
      rulesHash: rules.hash,
      because: 'welcome fits, consent to newsletter',
    });
    const [clock] = open(nurtured(lead));
    expect(clock?.steps.map(({ id, at }) => [id, at])).toEqual([
      ['example', days(3)],
      ['demo', days(10)],
      ['stay', days(31)],
    ]);
  });

  it.each<[string, Lead, string[]]>([
    ['gets the series of the interest', unripe({ products: ['training'] }), ['training']],
    ['gets none without consent', unripe({}, agreed('marketing', false)), []],
    ['gets none with a consent to calls only', unripe({}, agreed('phone')), []],
    ['gets none with a consent to what the rules do not name', unripe({}, agreed('events')), []],
    ['gets none without an address', unripe({ email: undefined }), []],
    ['gets none when it is hot', { ...unripe(), class: 'hot' }, []],
    ['gets no second one beside the first', nurtured(), []],
  ])('%s', (_, lead, series) => {
    expect(begun(lead)).toEqual(series);
  });

  it.each<[string, Draft[]]>([
    ['writes again', [received({}, tuesday, 'inq_2')]],
    ['unsubscribes', unsubscribe(nurtured(), tuesday)],
    ['is ripe', [{ type: 'LeadQualified', data: {}, to: 'qualified' }]],
    ['objects', [{ type: 'LeadRested', data: { reason: 'objection' }, to: 'dormant' }]],
    ['is no sales case', [{ type: 'LeadExcluded', data: { reason: 'competitor' }, to: 'excluded' }]],
    ['is joined into another lead', [{ type: 'LeadMerged', data: { into: 'lead_2' }, to: 'merged' }]],
  ])('ends the series when the person %s', (_, drafts) => {
    expect(open(lived(nurtured(), drafts, tuesday))).toEqual([]);
  });

  it('gets no other series after it broke one off, until sales gives it back', () => {
    const broken = lived(nurtured(), [received({ products: ['training'] }, tuesday, 'inq_2')], tuesday);
    expect(begun(broken, tuesday)).toEqual([]);
    const wednesday = '2026-11-25T09:00:00.000Z';
    const back = lived(
      lived(broken, [{ type: 'LeadQualified', data: {}, to: 'qualified' }], tuesday),
      [qualifying],
      wednesday,
    );
    expect(begun(back, wednesday)).toEqual(['training']);
  });
});

describe('somebody who left a cart behind (R37)', () => {
  const left: Draft = {
    type: 'BehaviourSeen',
    data: { acts: [{ id: 'a1', type: 'cart-abandoned', at: monday, consent: 'cmp-1' }], voided: [] },
  };

  it('gets the series for that, with a consent to such mails only', () => {
    expect(begun(lived(unripe({ product: 'training' }), [left]))).toEqual(['cart']);
    expect(begun(lived(unripe({}, agreed('phone')), [left]))).toEqual([]);
  });
});
