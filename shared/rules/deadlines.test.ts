import { describe, expect, it } from 'vitest';
import { CalendarsDocument } from './calendars.ts';
import { DeadlinesDocument, deadline, missingCalendars } from './deadlines.ts';
import calendars from './defaults/directory/calendars.json' with { type: 'json' };
import deadlines from './defaults/rules/deadlines.json' with { type: 'json' };

const defaults = {
  deadlines: DeadlinesDocument.parse(deadlines),
  calendars: CalendarsDocument.parse(calendars),
};
const { company } = defaults.calendars.calendars;
const clock = defaults.deadlines.clocks;

describe('the deadlines of the demo company', () => {
  it('are those of chapter 6 (R109)', () => {
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
      ['complaint', 'PT8H', 'PT24H', 'business'],
    ]);
  });

  it('ask for no calendar that is missing', () => {
    expect(missingCalendars(defaults.deadlines, defaults.calendars)).toEqual([]);
    const other = {
      ...defaults.deadlines,
      clocks: { ...clock, review: { ...clock.review, calendar: 'fair' } },
    };
    expect(missingCalendars(other, defaults.calendars)).toEqual(['fair']);
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
