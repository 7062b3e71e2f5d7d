import { describe, expect, it } from 'vitest';
import { received } from '../../test/fixtures/lead.ts';
import type { Draft } from '../domain/events.ts';
import { record } from '../domain/evolve.ts';
import type { Facts } from '../domain/facts.ts';
import type { Lead } from '../domain/lead.ts';
import { validationOf } from './validation.ts';

const monday = '2026-11-23T09:00:00.000Z';
const tuesday = '2026-11-24T09:00:00.000Z';
const wednesday = '2026-11-25T09:00:00.000Z';
const anna: Facts = {
  ...{ name: 'Anna Berg', company: 'Berg Bau', email: 'anna@berg.invalid' },
  ...{ phone: '+49221123456', postcode: '50667', city: 'Köln' },
};
const mailDomain = (status: 'plausible' | 'invalid', domain = 'berg.invalid'): Draft => ({
  type: 'FactsLookedUp',
  data: { source: 'mail-servers', facts: {}, cents: 0, mailDomain: { domain, status } },
});
const failed: Draft = { type: 'AnswerFailed', data: { inquiryId: 'inq_1', reason: 'bounced' } };
const consent: Draft = { type: 'ConsentChanged', data: { consents: {} } };
const call = (result: 'reached' | 'wrong-number' | 'not-reached'): Draft => ({
  type: 'CallMade',
  data: { result, attempts: 0 },
});
const click: Draft = {
  type: 'BehaviourSeen',
  data: { acts: [{ id: 'a', type: 'mail-click', at: tuesday }], voided: [] },
};
const stated = (facts: Facts): Draft => ({ type: 'FactsChanged', data: { facts, source: 'call' } });

/** What is known after an inquiry with these findings, and what happened on the days after it, by whom. */
function found(facts: Facts, codes: [field: string, code: string][], ...more: [Draft, string?][]) {
  const draft = received(facts, monday);
  const findings = codes.map(([field, code]) => ({ field, code, severity: 'note' as const, message: '' }));
  const first = { ...draft, data: { ...draft.data, findings } } as Draft;
  let { lead, events } = record('lead_1', null, [first], { now: monday, by: 'person', correlationId: 'c' });
  more.forEach(([next, by = 'system'], day) => {
    const now = day === 0 ? tuesday : wednesday;
    const change: { lead: Lead; events: typeof events } = record('lead_1', lead, [next], {
      ...{ now, by, correlationId: 'c' },
    });
    lead = change.lead;
    events = [...events, ...change.events];
  });
  return validationOf(lead, events);
}

describe('how far a way to reach a person can be relied on (R65)', () => {
  it('is plausible where the checks found nothing, and unchecked where there is none', () => {
    const checks = { status: 'plausible', by: 'checks', at: monday };
    expect(found(anna, [])).toEqual({
      ...{ name: checks, email: checks, phone: checks, address: checks },
      company: { status: 'unchecked' },
    });
    expect(found({}, [])).toEqual({});
  });

  it.each([
    ['a postcode that does not fit its place', anna, 'city', 'place-mismatch', 'address'],
    ['a name typed without looking', anna, 'name', 'name-key-mash', 'name'],
    ['a number that could not be read', { email: 'a@b.invalid' }, 'phone', 'phone-invalid', 'phone'],
  ] as const)('says what is wrong with %s', (_, facts, field, code, of) => {
    expect(found(facts, [[field, code]])[of]).toEqual({ status: 'invalid', by: code, at: monday });
  });

  it.each<[string, [Draft, string?][], string, string]>([
    ['mail cannot arrive', [[mailDomain('invalid')]], 'invalid', 'mail-servers'],
    ['mail can arrive', [[mailDomain('plausible')]], 'plausible', 'mail-servers'],
    ['another domain was asked for', [[mailDomain('invalid', 'g.invalid')]], 'plausible', 'checks'],
    ['a mail came back', [[failed]], 'invalid', 'bounced'],
    ['a link of a mail was followed', [[click]], 'confirmed', 'mail-click'],
    ['the person consented behind a link', [[consent, 'person']], 'confirmed', 'mail-link'],
    ['staff entered a consent', [[consent, 'staff:s']], 'plausible', 'checks'],
    ['it has worked, whatever the DNS says', [[click], [mailDomain('invalid')]], 'confirmed', 'mail-click'],
    ['it has worked, and works no more', [[click], [failed]], 'invalid', 'bounced'],
    ['it is another one since', [[failed], [stated({ email: 'n@b.invalid' }), 's']], 'plausible', 'checks'],
  ])('an e-mail address where %s', (_, more, status, by) => {
    expect(found(anna, [], ...more).email).toMatchObject({ status, by });
  });

  it.each([
    ['reached', 'confirmed', 'call'],
    ['wrong-number', 'invalid', 'call'],
    ['not-reached', 'plausible', 'checks'],
  ] as const)('a number whose call ended as %s is %s', (result, status, by) => {
    expect(found(anna, [], [call(result)]).phone).toMatchObject({ status, by });
    expect(found(anna, [], [call(result)]).email).toMatchObject({ status: 'plausible' });
  });
});
