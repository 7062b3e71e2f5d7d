import { describe, expect, it } from 'vitest';
import { CalendarsDocument } from './calendars.ts';
import { DeadlinesDocument, deadline, promiseFor } from './deadlines.ts';
import calendars from './defaults/directory/calendars.json' with { type: 'json' };
import deadlines from './defaults/rules/deadlines.json' with { type: 'json' };

const defaults = {
  deadlines: DeadlinesDocument.parse(deadlines),
  calendars: CalendarsDocument.parse(calendars),
};
const { company } = defaults.calendars.calendars;
const clock = defaults.deadlines.clocks;

describe('the deadlines of the demo company', () => {
  it('are those of chapter 6 (R4, R109)', () => {
    expect(
      Object.entries(clock).map(([name, { target, limit, counted }]) => [name, target, limit, counted]),
    ).toEqual([
      ['entry', 'PT24H', 'PT72H', 'calendar'],
      ['fulfilment', 'PT24H', 'PT48H', 'calendar'],
      ['review', 'PT8H', 'PT16H', 'business'],
      ['routing', 'PT1M', 'PT15M', 'calendar'],
      ['acceptance', 'PT4H', 'PT8H', 'business'],
      ['first-contact', 'PT8H', 'PT24H', 'business'],
      ['feedback', 'P10D', 'P20D', 'business'],
      ['requalification', 'P30D', 'P45D', 'calendar'],
      ['rights', 'PT72H', 'P30D', 'calendar'],
      ['notice', 'P14D', 'P30D', 'calendar'],
      ['complaint', 'PT8H', 'PT24H', 'business'],
    ]);
  });
});

describe('a duration', () => {
  it.each([
    ['PT24H', 'calendar', '2026-03-29T10:00:00.000Z'],
    ['P1D', 'calendar', '2026-03-29T09:00:00.000Z'],
    ['PT15M', 'calendar', '2026-03-28T10:15:00.000Z'],
    ['PT1H30M', 'calendar', '2026-03-28T11:30:00.000Z'],
    ['PT4H', 'business', '2026-03-30T11:00:00.000Z'],
    ['P1D', 'business', '2026-03-31T07:00:00.000Z'],
  ] as const)('%s counted as %s time, from a Saturday before the clocks change', (duration, counted, end) => {
    expect(deadline('2026-03-28T10:00:00.000Z', duration, counted, company)).toBe(end);
  });

  it.each(['24h', 'PT', 'P', 'P1DT2H', 'PT-1H', '', 'P10W'])('%j is refused', (target) => {
    const document = { ...defaults.deadlines, clocks: { ...clock, review: { ...clock.review, target } } };
    expect(DeadlinesDocument.safeParse(document).success).toBe(false);
  });
});

describe('a calendar', () => {
  const document = (change: object) => ({
    ...defaults.calendars,
    calendars: { company: { ...company, ...change } },
  });
  it.each([
    ['unknown time zone', { timeZone: 'Europe/Köln' }],
    ['unknown state', { region: 'XX' }],
    ['week without opening', { open: { mon: [] } }],
    [
      'spans that overlap',
      {
        open: {
          mon: [
            ['09:00', '12:00'],
            ['11:00', '13:00'],
          ],
        },
      },
    ],
    ['span that ends before it begins', { open: { mon: [['12:00', '09:00']] } }],
    ['empty span', { open: { mon: [['09:00', '09:00']] } }],
    ['day that does not exist', { days: [{ on: '13-01', open: [] }] }],
  ])('with an %s is refused', (_, change) => {
    expect(CalendarsDocument.safeParse(document(change)).success).toBe(false);
  });

  it('may have spans that touch and a day until midnight', () => {
    const open = {
      mon: [
        ['09:00', '12:00'],
        ['12:00', '24:00'],
      ],
    };
    expect(CalendarsDocument.safeParse(document({ open })).success).toBe(true);
  });
});

describe('what is promised for some leads only (spec 6: per channel, class or pool)', () => {
  const cases = [
    { channels: ['trade_fair' as const], target: 'PT48H' },
    {
      classes: ['hot' as const],
      pools: ['key-accounts'],
      target: 'PT1H',
      limit: 'PT2H',
      counted: 'business' as const,
    },
    { classes: ['hot' as const], limit: 'PT12H' },
  ];
  const document = DeadlinesDocument.parse({
    ...deadlines,
    clocks: { ...deadlines.clocks, fulfilment: { ...deadlines.clocks.fulfilment, cases } },
  });

  it.each([
    ['as ever', 'cold', 'north', 'web_form', 'PT24H', 'PT48H'],
    ['by channel', 'cold', 'north', 'trade_fair', 'PT48H', 'PT48H'],
    ['by the first case that fits', 'hot', 'key-accounts', 'trade_fair', 'PT48H', 'PT48H'],
    ['by class and pool together', 'hot', 'key-accounts', 'web_form', 'PT1H', 'PT2H'],
    ['by class, what it leaves out staying', 'hot', 'north', 'web_form', 'PT24H', 'PT12H'],
    ['as ever where nothing is known yet', null, null, undefined, 'PT24H', 'PT48H'],
  ] as const)('is %s', (_, leadClass, pool, channel, target, limit) => {
    const promise = promiseFor(document, 'fulfilment', { class: leadClass, pool }, channel);
    expect(promise).toMatchObject({ target, limit });
  });

  it.each([
    ['a case for everybody', { target: 'PT1H' }],
    ['a class that is none', { classes: ['lukewarm'] }],
    ['an empty list', { pools: [] }],
  ])('is refused with %s', (_, special) => {
    const clocks = { ...deadlines.clocks, review: { ...deadlines.clocks.review, cases: [special] } };
    expect(DeadlinesDocument.safeParse({ ...deadlines, clocks }).success).toBe(false);
  });

  it('never has a requalification without its step', () => {
    const { requalification } = deadlines.clocks;
    const silent = { ...requalification, cases: [{ pools: ['north'], steps: [] }] };
    const clocks = { ...deadlines.clocks, requalification: silent };
    expect(DeadlinesDocument.safeParse({ ...deadlines, clocks }).success).toBe(false);
  });
});
