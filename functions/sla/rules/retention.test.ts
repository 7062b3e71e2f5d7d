import { describe, expect, it } from 'vitest';
import { defaultDocument, defaultRules } from '../../../shared/adapters/memory/default-rules.ts';
import { nextDue } from '../../../shared/domain/clock.ts';
import type { Draft } from '../../../shared/domain/events.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import { contentHash } from '../../../shared/rules/content-hash.ts';
import { type ClockRules, clockRules, recordWatched } from '../../../shared/rules/watch.ts';
import { received } from '../../../test/fixtures/lead.ts';
import { dueSteps } from './due-steps.ts';

const RESTED = '2026-12-01T10:00:00.000Z';
const rules = await clockRules(defaultRules());
/** The shipped rules, with so many days for who is no sales case; none: no rule is about them. */
function keeping(days: number | null): ClockRules {
  const { document } = defaultDocument('retention');
  const kept = document.rules
    .filter(({ id }) => days !== null || id !== 'no-sales-case')
    .map((rule) => (days !== null && rule.id === 'no-sales-case' ? { ...rule, keepDays: days } : rule));
  const changed = { ...document, rules: kept };
  return { ...rules, retention: { hash: contentHash(changed), document: changed } };
}
const day = (after: number) => new Date(Date.parse(RESTED) + after * 86_400_000).toISOString();
const live = (lead: Lead | null, drafts: readonly Draft[], now: string, by = rules): Lead =>
  recordWatched('lead_1', lead, drafts, { now, by: 'system', correlationId: 'c' }, by).lead;
const excluded: Draft = { type: 'LeadExcluded', to: 'excluded', data: { reason: 'supplier' } };
const answered: Draft = { type: 'InquiryAnswered', data: { inquiryId: 'inq_1', how: 'mail' } };
const atRest = live(null, [received({ email: 'a@b.example' }, RESTED), answered, excluded], RESTED);
const again: Draft = { type: 'LeadRequalified', to: 'qualifying', data: { reason: 'asks-again' } };
const types = (drafts: readonly Draft[]) => drafts.map(({ type }) => type);

describe('a lead at rest (R198)', () => {
  it('is to be erased once it was kept for as long as its rule says, and the rule is named', () => {
    expect(nextDue(atRest.clocks)).toBe(day(365));
    expect(dueSteps(atRest, day(364.9), rules)).toEqual([]);
    const [ended] = dueSteps(atRest, day(365.1), rules);
    expect(ended).toMatchObject({
      type: 'RetentionEnded',
      data: { rule: 'no-sales-case' },
      rulesHash: rules.retention.hash,
      because: expect.stringContaining('within a year'),
    });
  });

  it('is due once for each end', () => {
    const after = live(atRest, dueSteps(atRest, day(365.1), rules), day(365.1));
    expect(dueSteps(after, day(366), rules)).toEqual([]);
    expect(nextDue(after.clocks)).toBeNull();
  });

  it('is kept when it is at work again', () => {
    const back = live(atRest, [again], day(100));
    expect(types(dueSteps(back, day(366), rules))).not.toContain('RetentionEnded');
  });

  it('is kept for longer where the rules in force at the end say so, and then is due again', () => {
    const longer = keeping(730);
    const drafts = dueSteps(atRest, day(365.1), longer);
    expect(types(drafts)).toEqual(['ClockStepTaken']);
    const after = live(atRest, drafts, day(365.1), longer);
    expect(nextDue(after.clocks)).toBe(day(730));
    expect(types(dueSteps(after, day(730.1), longer))).toEqual(['RetentionEnded']);
  });

  it('is kept where no rule in force is about it any more', () => {
    const none = keeping(null);
    const drafts = dueSteps(atRest, day(365.1), none);
    expect(drafts).toMatchObject([{ type: 'ClockStepTaken', because: 'no rule in force ends its keeping' }]);
    expect(nextDue(live(atRest, drafts, day(365.1), none).clocks)).toBeNull();
  });

  it('is kept until a complaint is answered, and then for no day more than its rule says', () => {
    const complained = live(atRest, [{ type: 'ComplaintReceived', data: { run: 'complaint:1' } }], day(360));
    expect(types(dueSteps(complained, day(366), rules))).not.toContain('RetentionEnded');
    const settled = live(
      complained,
      [{ type: 'ComplaintAnswered', data: { run: 'complaint:1', result: 'done' } }],
      day(370),
    );
    expect(types(dueSteps(settled, day(370.1), rules))).toEqual(['RetentionEnded']);
  });
});
