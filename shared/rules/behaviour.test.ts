import { describe, expect, it } from 'vitest';
import { apply, newLead } from '../../test/fixtures/lead.ts';
import type { Act } from '../domain/behaviour.ts';
import type { Consent } from '../domain/facts.ts';
import type { Lead } from '../domain/lead.ts';
import { seenDrafts } from './behaviour.ts';

const NOW = '2026-11-24T09:00:00.000Z';
const rules = { types: {}, pages: [], purposes: ['tracking', 'analytics'], keepDays: 30, segments: [] };
const view = (id: string, over: Partial<Act> = {}): Act => ({ id, type: 'page-view', at: NOW, ...over });
const agreed = (given: boolean): Record<string, Consent> => ({ tracking: { given, at: NOW, source: 'web' } });
const lead = (consents: Lead['consents'] = {}): Lead => ({
  ...newLead({ email: 'anna@firma.example' }, NOW),
  consents,
});
const seeing = (of: Lead, acts: Act[]) => apply(of, seenDrafts(of, acts, rules), NOW);

describe('what somebody did is kept with the person', () => {
  it.each<[string, Lead['consents'], string | undefined, string | null]>([
    ['never without a consent', {}, undefined, null],
    ['with the consent that the site names', {}, 'cmp-7', 'cmp-7'],
    ['with the consent that the person gave us', agreed(true), undefined, 'tracking'],
    ['never after a no, whatever the site says', agreed(false), 'cmp-7', null],
    [
      'not by a consent to something else',
      { newsletter: { given: true, at: NOW, source: 'web' } },
      undefined,
      null,
    ],
  ])('%s', (_how, consents, consent, kept) => {
    const act = view('a', consent ? { consent } : {});
    expect(seeing(lead(consents), [act]).behaviour?.map((one) => one.consent) ?? null).toEqual(
      kept && [kept],
    );
  });

  it('once, however often it is told', () => {
    const once = seeing(lead(agreed(true)), [view('a'), view('a')]);
    expect(once.behaviour).toHaveLength(1);
    expect(seenDrafts(once, [view('a')], rules)).toEqual([]);
  });

  it('twenty of a type at most, the newest, and no flood pushes out another type', () => {
    const flood = Array.from({ length: 100 }, (_, n) =>
      view(`v${n}`, { at: new Date(Date.parse(NOW) + n * 1000).toISOString() }),
    );
    const { behaviour = [] } = seeing(lead(agreed(true)), [view('w', { type: 'white-paper' }), ...flood]);
    expect(behaviour).toHaveLength(21);
    expect(behaviour.map(({ id }) => id)).toEqual(expect.arrayContaining(['w', 'v99', 'v80']));
  });

  it('not any more once the lead was erased', () => {
    expect(seenDrafts({ ...lead(agreed(true)), state: 'erased' }, [view('a')], rules)).toEqual([]);
  });

  it('with earlier clicks taken back when a burst shows that a scanner made them, and why (R98)', () => {
    const click = (link: number, seconds: number) =>
      view(`c${link}`, {
        type: 'mail-click',
        mail: 'm1',
        link,
        links: 3,
        sentAt: NOW,
        at: new Date(Date.parse(NOW) + seconds * 1000).toISOString(),
      });
    const before = seeing(lead(agreed(true)), [click(1, 60), click(2, 62)]);
    expect(before.behaviour?.filter((act) => act.void)).toEqual([]);
    const [draft] = seenDrafts(before, [click(3, 64)], rules);
    expect(draft).toMatchObject({
      rule: 'shared/machines',
      because: '3 done by machines: all-links-at-once',
      data: {
        acts: [{ id: 'c3', void: 'all-links-at-once' }],
        voided: [
          { id: 'c1', reason: 'all-links-at-once' },
          { id: 'c2', reason: 'all-links-at-once' },
        ],
      },
    });
  });
});
