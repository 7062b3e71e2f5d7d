import { describe, expect, it } from 'vitest';
import { defaultDocument, defaultRules } from '../../../shared/adapters/memory/default-rules.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import type { Ledger } from '../../../shared/domain/ledger.ts';
import type { Agent } from '../../../shared/rules/agents.ts';
import type { Member } from '../../../shared/rules/pools.ts';
import { clockRules, recordWatched } from '../../../shared/rules/watch.ts';
import { received } from '../../../test/fixtures/lead.ts';
import { backlogOf } from './capacity.ts';

/** Tuesday, ten o'clock in Cologne. */
const NOW = '2027-01-19T09:00:00.000Z';
const rules = await clockRules(defaultRules());
const origin = { now: NOW, by: 'system', correlationId: 'c' };
const lead: Lead = recordWatched(
  'lead_1',
  null,
  [received({ email: 'e@x.example' }, NOW)],
  origin,
  rules,
).lead;

type Ada = Partial<Omit<Member, 'agent'>> & Partial<Omit<Agent, 'id'>>;

/** A pool of Ada, and of Bea where she is given, for which so many leads wait. */
function backlog(waiting: number, ada: Ada, bea?: Ada, ledger: Ledger['members'] = {}) {
  const both = [['ada', ada] as const, ...(bea ? [['bea', bea] as const] : [])];
  const member = (agent: string, { perDay, perHour, open }: Ada): Member => ({
    agent,
    weight: 1,
    ...(perDay ? { perDay } : {}),
    ...(perHour ? { perHour } : {}),
    ...(open ? { open } : {}),
  });
  const agent = (id: string, { hours, absences }: Ada): Agent => ({
    id,
    name: id,
    email: `${id}@x.example`,
    language: 'de',
    ...(hours ? { hours } : {}),
    ...(absences ? { absences } : {}),
  });
  const leads = Array.from({ length: waiting }, (_, n) => ({ ...lead, id: `lead_${n}` }));
  const of = {
    pool: { id: 'all', name: 'All', members: both.map(([id, some]) => member(id, some)) },
    agents: {
      ...defaultDocument('agents').document,
      agents: both.map(([id, some]) => agent(id, some)),
    },
    calendars: rules.calendars.document,
    ledger: { pool: 'all', version: 1, members: ledger },
  };
  const found = backlogOf(of, leads, NOW);
  return found && { present: found.present, perDay: found.perDay, days: found.days };
}

const counted = (inDay: number) => ({
  ada: { got: 9, standing: 0, given: { day: '2027-01-19', inDay, hour: NOW, inHour: 0 } },
});
const open = (...ids: string[]) => ({ ada: { got: 9, standing: 0, open: ids } });
const away = (from: string, to: string) => ({ absences: [{ from, to }] });

describe('what a pool can take, and how long those who wait will wait (R2)', () => {
  it.each<[string, ReturnType<typeof backlog>, ReturnType<typeof backlog>]>([
    ['nobody waits', backlog(0, {}), null],
    ['no limit', backlog(7, {}), { present: 1, perDay: null, days: 1 }],
    ['so many a day', backlog(7, { perDay: 3 }), { present: 1, perDay: 3, days: 3 }],
    ['just as many', backlog(6, { perDay: 3 }), { present: 1, perDay: 3, days: 2 }],
    [
      'some given today',
      backlog(6, { perDay: 3 }, undefined, counted(2)),
      { present: 1, perDay: 3, days: 3 },
    ],
    ['two members', backlog(7, { perDay: 3 }, { perDay: 4 }), { present: 2, perDay: 7, days: 1 }],
    ['one of two without limit', backlog(7, { perDay: 3 }, {}), { present: 2, perDay: null, days: 1 }],
    [
      'one of two away',
      backlog(7, { perDay: 3 }, { ...away('2027-01-19', '2027-01-20') }),
      { present: 1, perDay: 3, days: 3 },
    ],
    [
      'all away until Thursday',
      backlog(1, away('2027-01-18', '2027-01-21')),
      { present: 0, perDay: 0, days: 4 },
    ],
    ['away for good', backlog(1, away('2027-01-18', '2027-12-31')), { present: 0, perDay: 0, days: null }],
    ['by the hour, day and night', backlog(49, { perHour: 1 }), { present: 1, perDay: 24, days: 3 }],
    [
      'by the hour, in opening hours',
      backlog(10, { perHour: 1, hours: 'company' }),
      { present: 1, perDay: 8, days: 2 },
    ],
    [
      'closed on Saturday and Sunday',
      backlog(5, { perDay: 1, hours: 'company' }),
      { present: 1, perDay: 1, days: 7 },
    ],
    [
      'room for open leads',
      backlog(2, { open: 3 }, undefined, open('a')),
      { present: 1, perDay: null, days: 1 },
    ],
    [
      'more open leads than agreed',
      backlog(3, { open: 3 }, undefined, open('a', 'b', 'c', 'd')),
      { present: 1, perDay: null, days: null },
    ],
  ])('%s', (_, found, expected) => {
    expect(found).toEqual(expected);
  });
});
