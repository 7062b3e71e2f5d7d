import { describe, expect, it } from 'vitest';
import { defaultDocument } from '../adapters/memory/default-rules.ts';
import type { Draft } from '../domain/events.ts';
import { record } from '../domain/evolve.ts';
import type { Facts, Finding } from '../domain/facts.ts';
import { profileMatrix } from './profile-matrix.ts';

const { document } = defaultDocument('definition');
const day = (n: number) => new Date(Date.UTC(2026, 10, n, 9)).toISOString();

const inquiry = (
  facts: Facts,
  at: string,
  over: { channel?: 'trade_fair'; findings?: Finding[] } = {},
): Draft => ({
  type: 'InquiryReceived',
  data: {
    inquiry: {
      id: `inq_${at}`,
      channel: over.channel ?? 'web_form',
      source: 'website',
      capturedAt: at,
      receivedAt: day(20),
    },
    outcome: 'created',
    facts,
    extra: {},
    consents: {},
    findings: over.findings ?? [],
    organisation: null,
  },
});
const told = (facts: Facts, source: string): Draft => ({ type: 'FactsChanged', data: { facts, source } });

/** The matrix after drafts, one a day from the 10th of November on, looked at on the 24th. */
function matrix(...drafts: Draft[]) {
  const [first, ...rest] = drafts;
  const origin = (n: number) => ({ now: day(10 + n), by: 'person', correlationId: 'c' });
  let { lead, events } = record('lead_1', null, first ? [first] : [], origin(0));
  for (const [index, draft] of rest.entries()) {
    const next = record('lead_1', lead, [draft], origin(index + 1));
    lead = next.lead;
    events = [...events, ...next.events];
  }
  return profileMatrix(lead, document, { events, now: day(24) });
}
const fact = (of: ReturnType<typeof matrix>, name: string) => of.facts.find((one) => one.name === name);

describe('the profile matrix says of each fact (R73, R76)', () => {
  it('where it came from, and how old it is: from when the person spoke', () => {
    const found = matrix(
      inquiry({ email: 'a@b.example', need: 'general' }, day(4), { channel: 'trade_fair' }),
      told({ authority: 'decider' }, 'questionnaire'),
      { type: 'FactsLookedUp', data: { source: 'colleagues', facts: { industry: 'IT' }, cents: 0 } },
    );
    expect(fact(found, 'need')).toMatchObject({
      value: 'general',
      origin: { source: 'trade_fair', kind: 'inquiry', detail: 'website', at: day(4) },
      ageDays: 20,
      checks: [],
    });
    expect(fact(found, 'authority')).toMatchObject({
      origin: { source: 'questionnaire', kind: 'told' },
      ageDays: 13,
    });
    expect(fact(found, 'industry')).toMatchObject({ origin: { source: 'colleagues', kind: 'looked-up' } });
  });

  it('what is missing, per theme too, and what to ask next (R72)', () => {
    const found = matrix(inquiry({ email: 'a@b.example', need: 'concrete' }, day(4)));
    expect(found.themes.map(({ theme }) => theme)).toEqual(
      expect.arrayContaining(['interest', 'need', 'status', 'resources', 'timing']),
    );
    expect(found.themes.find(({ theme }) => theme === 'need')).toEqual({ theme: 'need', known: 1, of: 2 });
    expect(found.missing).toContain(found.next);
    expect(found.facts.filter(({ known }) => !known).every(({ origin }) => origin === undefined)).toBe(true);
  });

  it('that what the person said stands, whatever was looked up later', () => {
    const found = matrix(inquiry({ industry: 'Bau' }, day(4)), {
      type: 'FactsLookedUp',
      data: { source: 'colleagues', facts: { industry: 'IT' }, cents: 0 },
    });
    expect(fact(found, 'industry')).toMatchObject({
      value: 'Bau',
      origin: { source: 'web_form' },
      checks: [],
    });
  });

  it.each<[string, Draft[], string, object[]]>([
    [
      'was told otherwise before',
      [inquiry({ budget: 50_000 }, day(4)), told({ budget: 9000 }, 'call')],
      'budget',
      [{ code: 'told-otherwise', value: 50_000, source: 'web_form', at: day(4) }],
    ],
    ['is over', [inquiry({ timeframe: '2026-11-20' }, day(4))], 'timeframe', [{ code: 'passed' }]],
    [
      'contradicts another one',
      [inquiry({ need: 'none', timeframe: '2027-01-01' }, day(4))],
      'need',
      [{ code: 'contradicts', fact: 'timeframe' }],
    ],
    [
      'was doubted when it came',
      [
        inquiry({ industry: 'xyz' }, day(4), {
          findings: [{ field: 'industry', code: 'odd', severity: 'note', message: 'Odd.' }],
        }),
      ],
      'industry',
      [{ code: 'odd', message: 'Odd.' }],
    ],
  ])('that its value %s', (_why, drafts, name, checks) => {
    expect(fact(matrix(...drafts), name)?.checks).toEqual(checks);
  });

  it('that a value is none of the list', () => {
    const definition = {
      ...document,
      facts: document.facts.map((one) => (one.id === 'industry' ? { ...one, values: ['IT'] } : one)),
    };
    const { lead, events } = record('lead_1', null, [inquiry({ industry: 'Bau' }, day(4))], {
      now: day(5),
      by: 'person',
      correlationId: 'c',
    });
    const found = profileMatrix(lead, definition, { events, now: day(24) });
    expect(found.facts.find(({ name }) => name === 'industry')?.checks).toEqual([{ code: 'not-in-list' }]);
  });
});
