import { describe, expect, it } from 'vitest';
import type { Draft } from '../../../shared/domain/events.ts';
import type { Facts } from '../../../shared/domain/facts.ts';
import type { InquirySummary, Lead } from '../../../shared/domain/lead.ts';
import { ExclusionDocument } from '../../../shared/rules/exclusion.ts';
import { apply, newLead, received } from '../../../test/fixtures/lead.ts';
import { exclude } from './exclude.ts';

const monday = '2026-11-23T09:00:00.000Z';
const tuesday = '2026-11-24T09:00:00.000Z';
const rule = (id: string, when: string, more = {}) => ({
  id,
  reason: id,
  when,
  because: `is ${id}`,
  ...more,
});
const document = ExclusionDocument.parse({
  version: 1,
  note: 'all seven reasons',
  rules: [
    rule('competitor', '"rival.example" in organisation.domains', { answer: 'none' }),
    rule('student', '"student" in inquiry.topics', { verdict: 'review' }),
    rule('supplier', '"supplier" in inquiry.topics'),
    rule('applicant', '"applicant" in inquiry.topics', { answer: { package: 'jobs' } }),
    rule('press', '"press" in inquiry.topics'),
    rule('out-of-area', '!(lead.country in ["", "DE", "AT", "CH"])'),
    rule('private-person', 'lead.company == "" && organisation.domain == ""'),
  ],
});
const rules = { hash: 'h1', document };
const company: Facts = { email: 'a@firma.example', company: 'Firma GmbH', country: 'DE' };

/** A lead that one inquiry has just made, with what is known of it. */
function lead(facts: Facts, inquiry: Partial<InquirySummary> = {}, domain?: string): Lead {
  const fresh = newLead(facts, monday);
  return {
    ...fresh,
    inquiries: fresh.inquiries.map((each) => ({ ...each, ...inquiry })),
    organisation: domain ? { domain } : null,
  };
}

const asking = (at: string, id = 'inq_1') => ({
  at,
  inquiry: { id, channel: 'web_form' as const, source: 'website', receivedAt: at },
});

describe('an inquiry that is no sales case by written rule', () => {
  it.each([
    ['a competitor (R58)', lead(company, {}, 'rival.example'), 'competitor'],
    ['a competitor under another host (R58)', lead(company, {}, 'mail.rival.example'), 'competitor'],
    ['a supplier', lead(company, { topics: ['supplier'] }), 'supplier'],
    ['an applicant', lead(company, { topics: ['applicant'] }), 'applicant'],
    ['the press', lead(company, { topics: ['press'] }), 'press'],
    ['somebody out of area (R60)', lead({ ...company, country: 'US' }), 'out-of-area'],
    ['a private person', lead({ email: 'a@gmx.de' }), 'private-person'],
  ])('%s is excluded, with rule, reason and version (R61)', (_, given, id) => {
    expect(exclude(given, asking(monday), rules)).toEqual([
      {
        type: 'LeadExcluded',
        to: 'excluded',
        rule: `exclusion/${id}`,
        rulesHash: 'h1',
        because: `is ${id}`,
        data: { reason: id, rule: id },
      },
    ]);
  });

  it('a student is looked at by a person first (R59, R62)', () => {
    const given = lead(company, { topics: ['student'] });
    expect(exclude(given, asking(monday), rules)).toMatchObject([
      { type: 'LeadQuarantined', to: 'quarantined' },
    ]);
  });

  it.each([
    ['a company that asks for a product', lead(company)],
    [
      'whom a person put on the way by hand',
      {
        ...lead(company, {}, 'rival.example'),
        override: { class: 'hot', reason: 'partner', by: 'staff:x', at: monday } as never,
      },
    ],
    ['a customer', { ...lead(company, {}, 'rival.example'), orders: [{ id: 'o', at: monday }] }],
    ['whom sales has', { ...lead(company, {}, 'rival.example'), state: 'accepted' as const }],
  ])('%s is scored as usual', (_, given) => {
    expect(exclude(given, asking(monday), rules)).toBeNull();
  });
});

describe('a lead that was excluded', () => {
  const competitor = lead(company, { topics: ['supplier'] });
  const excluded = apply(competitor, exclude(competitor, asking(monday), rules) ?? [], monday);
  const again = (topics: string[]): Draft => {
    const draft = received({}, tuesday, 'inq_2');
    if (draft.type !== 'InquiryReceived') return draft;
    return { ...draft, data: { ...draft.data, inquiry: { ...draft.data.inquiry, topics } } };
  };

  it('opens again with a new inquiry that no rule fits', () => {
    expect(exclude(apply(excluded, [again([])], tuesday), asking(tuesday, 'inq_2'), rules)).toBeNull();
  });

  it('stays so with one that a rule fits, with a reply, and when the message comes twice', () => {
    const same = apply(excluded, [again(['supplier'])], tuesday);
    expect(exclude(same, asking(tuesday, 'inq_2'), rules)).toEqual([]);
    const replied = { ...asking(tuesday, 'inq_2'), isReply: true };
    expect(exclude(apply(excluded, [again([])], tuesday), replied, rules)).toEqual([]);
    expect(exclude(excluded, asking(monday), rules)).toEqual([]);
  });

  it('is not excluded again by the rule that a person decided against', () => {
    const approved: Draft = { type: 'ReviewDecided', to: 'qualifying', data: { decision: 'approve' } };
    expect(exclude(apply(excluded, [approved], tuesday), asking(tuesday), rules)).toBeNull();
  });
});
