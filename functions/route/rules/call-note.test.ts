import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultDocument } from '../../../shared/adapters/memory/default-rules.ts';
import { CallResult, callDue, usablePhone } from '../../../shared/domain/calls.ts';
import type { Draft, LeadEvent } from '../../../shared/domain/events.ts';
import { rebuild, record } from '../../../shared/domain/evolve.ts';
import type { Facts } from '../../../shared/domain/facts.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import { mergeDrafts } from '../../../shared/rules/merge.ts';
import { undoDrafts } from '../../../shared/rules/unmerge.ts';
import { apply, newLead, received } from '../../../test/fixtures/lead.ts';
import { CallNote, noteCall } from './call-note.ts';

/** Tuesday, ten o'clock in Cologne; the office is open from 9 to 17. */
const NOW = '2027-01-19T09:00:00.000Z';
const PHONE = '+4922112345';
const rules = {
  definition: defaultDocument('definition'),
  calendars: defaultDocument('calendars').document,
};
const qualifying: Draft = { type: 'LeadRequalified', to: 'qualifying', data: { reason: 'new' } };
const fresh = apply(newLead({ email: 'ott@ott.example', phone: PHONE }, NOW), [qualifying], NOW);

const noted = (lead: Lead, note: Record<string, unknown>, now = NOW): Draft[] => {
  const drafts = noteCall(lead, CallNote.parse({ action: 'call-note', ...note }), rules, now);
  if (!Array.isArray(drafts)) throw new Error(drafts.because);
  return drafts;
};
const call = (lead: Lead, note: Record<string, unknown>, now = NOW): Lead =>
  apply(lead, noted(lead, note, now), now);

describe('a call', () => {
  it('that reached the person answers every open inquiry, and no other call does (R119)', () => {
    for (const result of CallResult.options) {
      const answers = noted(fresh, { result }).filter(({ type }) => type === 'InquiryAnswered');
      expect(answers).toEqual(
        result === 'reached' ? [{ type: 'InquiryAnswered', data: { inquiryId: 'inq_1', how: 'call' } }] : [],
      );
    }
  });

  it('that reached the person says how much of the fixed list is answered after it, whoever called (R95)', () => {
    const checklists = (note: Record<string, unknown>) =>
      noted(fresh, note).flatMap(({ type, data }) => (type === 'CallMade' ? [data.checklist] : []));
    const facts: Facts = { need: 'concrete', authority: 'decider', industry: 'IT' };
    expect(checklists({ result: 'reached' })).toEqual([{ of: 6, known: 0 }]);
    expect(checklists({ result: 'reached', facts })).toEqual([{ of: 6, known: 2 }]);
    expect(checklists({ result: 'not-reached', facts })).toEqual([undefined]);
  });

  it('that reached nobody is tried again after the waits of the rules, in opening hours, and not for ever (R81)', () => {
    let lead = fresh;
    let now = NOW;
    const tries: (string | null)[] = [];
    for (let i = 0; i < 5; i++) {
      lead = call(lead, { result: 'not-reached' }, now);
      tries.push(callDue(lead));
      now = callDue(lead) ?? now;
    }
    expect(tries).toEqual([
      '2027-01-19T13:00:00.000Z',
      '2027-01-20T13:00:00.000Z',
      '2027-01-22T13:00:00.000Z',
      '2027-01-26T13:00:00.000Z',
      null,
    ]);
    expect(lead.calls).toMatchObject({ attempts: 5, over: true });
  });

  it('names the rules that decided when to try again', () => {
    expect(noted(fresh, { result: 'not-reached' })[0]).toEqual({
      type: 'CallMade',
      rule: 'calls/next-try',
      rulesHash: rules.definition.hash,
      because: '1 of 5 calls reached nobody',
      data: { result: 'not-reached', attempts: 1, nextAt: '2027-01-19T13:00:00.000Z' },
    });
  });

  it.each([
    ['an instant', '2027-01-21T10:30:00+01:00'],
    ['a time of the company’s clock', '2027-01-21T10:30'],
  ])('back is due when it was agreed, given as %s', (_, at) => {
    const lead = call(fresh, { result: 'call-back', at });
    expect(callDue(lead)).toBe('2027-01-21T09:30:00.000Z');
  });

  it.each(['2027-01-19T09:00:00Z', '2027-01-18T10:00', '2029-01-18T10:00'])('is not agreed for %s', (at) => {
    const note = CallNote.parse({ action: 'call-note', result: 'call-back', at });
    expect(noteCall(fresh, note, rules, NOW)).toMatchObject({ refused: 'not-ahead' });
  });

  it('back without a time is due by rule, however often it was tried before', () => {
    let lead = fresh;
    for (let i = 0; i < 6; i++) lead = call(lead, { result: 'not-reached' });
    expect(callDue(lead)).toBeNull();
    expect(callDue(call(lead, { result: 'call-back' }))).toBe('2027-01-21T09:00:00.000Z');
  });

  it('by a wrong number is never made again by it, and made by another one', () => {
    const lead = call(fresh, { result: 'wrong-number' });
    expect([usablePhone(lead), callDue(lead)]).toEqual([undefined, null]);
    const again = apply(lead, [received({ phone: PHONE }, NOW, 'inq_2')], NOW);
    expect(callDue(again)).toBeNull();
    const other: Draft = { type: 'FactsChanged', data: { facts: { phone: '+4940999' }, source: 'answer' } };
    expect(callDue(apply(again, [other], NOW))).toBe(NOW);
  });

  it('that the person does not want is the last one, as long as they say nothing else', () => {
    const lead = call(fresh, { result: 'refused' });
    expect(lead.consents.phone).toMatchObject({ given: false, source: 'call' });
    const asked = apply(lead, [received({ need: 'concrete' }, NOW, 'inq_2')], NOW);
    expect(callDue(asked)).toBeNull();
    const agreed = received({ need: 'concrete' }, NOW, 'inq_3');
    if (agreed.type !== 'InquiryReceived') throw new Error('no inquiry');
    agreed.data.consents = { phone: { given: true, at: NOW, source: 'website' } };
    expect(callDue(apply(asked, [agreed], NOW))).not.toBeNull();
  });

  it.each([
    ['another inquiry', received({ need: 'concrete' }, NOW, 'inq_2')],
    ['another round', { type: 'RoundBegun', data: { round: 1, ask: [] } }],
  ] as [string, Draft][])('is due again after %s', (_, draft) => {
    const reached = call(fresh, { result: 'reached' });
    expect(callDue(reached)).toBeNull();
    expect(callDue(apply(reached, [draft], NOW))).toBe(NOW);
  });

  it('brings what the person said, with its source (R78)', () => {
    const drafts = noted(fresh, { result: 'reached', facts: { budget: 9000 }, text: 'Eilt' });
    expect(drafts[0]).toEqual({ type: 'FactsChanged', data: { facts: { budget: 9000 }, source: 'call' } });
    expect(drafts.at(-1)).toEqual({ type: 'NoteAdded', data: { text: 'Eilt' } });
  });

  it.each([
    {},
    { result: 'busy' },
    { result: 'call-back', at: 'tomorrow' },
    { result: 'reached', facts: { x: 1 } },
  ])('is not read from %j', (note) =>
    expect(CallNote.safeParse({ action: 'call-note', ...note }).success).toBe(false),
  );

  it('is owed to nobody without a number, without having asked, or with sales', () => {
    expect(callDue(apply(newLead({ email: 'a@b.example' }, NOW), [qualifying], NOW))).toBeNull();
    const bought = {
      ...fresh,
      inquiries: fresh.inquiries.map((one) => ({ ...one, requested: false as const })),
    };
    expect(callDue(bought)).toBeNull();
    expect(callDue({ ...fresh, state: 'assigned' })).toBeNull();
  });
});

it('whatever calls a lead gets, its history gives the same lead, and no number that is wrong is called', () => {
  const note = fc.record(
    { result: fc.constantFrom(...CallResult.options), at: fc.constantFrom('2027-03-01T10:00', undefined) },
    { requiredKeys: ['result'] },
  );
  const step = fc.oneof(
    note,
    fc.constantFrom<Facts>({ phone: PHONE }, { phone: '+4940999' }).map((facts) => ({ facts })),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
      const origin = { now: NOW, by: 'staff:x', correlationId: 'c' };
      const first = record('lead_1', null, [received({ phone: PHONE }, NOW), qualifying], origin);
      const events: LeadEvent[] = [...first.events];
      let lead = first.lead;
      for (const one of steps) {
        const drafts: Draft[] =
          'facts' in one
            ? [{ type: 'FactsChanged', data: { facts: one.facts, source: 'x' } }]
            : noted(lead, one);
        const change = record('lead_1', lead, drafts, origin);
        events.push(...change.events);
        lead = change.lead;
        if (callDue(lead) !== null) expect(lead.calls?.wrong ?? []).not.toContain(lead.facts.phone);
      }
      expect(rebuild(events)).toEqual({ ...lead, version: 0 });
    }),
    { numRuns: 200 },
  );
});

it('a wrong number and a refusal stay known when two leads are joined, a refusal also when they are parted', () => {
  const tell = (id: string, drafts: Draft[], now: string, before: Lead | null = null) =>
    record(id, before, drafts, { now, by: 'staff:x', correlationId: 'c' });
  const stays = tell('lead_1', [received({ phone: PHONE }, NOW), qualifying], NOW);
  const begun = tell('lead_2', [received({ phone: PHONE }, NOW, 'inq_2'), qualifying], NOW);
  const wrong = tell('lead_2', noted(begun.lead, { result: 'wrong-number' }), NOW, begun.lead);
  const goes = { lead: wrong.lead, events: [...begun.events, ...wrong.events] };
  const drafts = mergeDrafts(stays, goes, { rule: 'r', because: 'b' });
  const joined = tell('lead_1', drafts.first, NOW, stays.lead);
  const gone = tell('lead_2', drafts.second, NOW, goes.lead);
  expect(callDue(joined.lead)).toBeNull();

  const refused = tell('lead_1', noted(joined.lead, { result: 'refused' }), NOW, joined.lead);
  const undone = undoDrafts(
    {
      stayed: { lead: refused.lead, events: [...stays.events, ...joined.events, ...refused.events] },
      went: { lead: gone.lead, events: [...goes.events, ...gone.events] },
      others: [],
    },
    NOW,
  );
  const back = tell('lead_2', undone?.second ?? [], NOW, gone.lead);
  expect(back.lead.consents.phone?.given).toBe(false);
});
