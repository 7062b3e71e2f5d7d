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
const clocks = { deadlines: defaultDocument('deadlines'), calendars: defaultDocument('calendars') };
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
