import { describe, expect, it } from 'vitest';
import {
  addBusinessDays,
  addBusinessMinutes,
  addCalendarDays,
  businessMinutesBetween,
  type Calendar,
  dayBounds,
  localDate,
} from './business-time.ts';

const office: Calendar = {
  timeZone: 'Europe/Berlin',
  region: 'NW',
  open: {
    mon: [['09:00', '17:00']],
    tue: [['09:00', '17:00']],
    wed: [['09:00', '17:00']],
    thu: [
      ['09:00', '12:00'],
      ['13:00', '18:00'],
    ],
    fri: [['09:00', '17:00']],
  },
  days: [
    { on: '12-24', open: [] },
    { on: '2026-12-31', open: [['09:00', '12:00']] },
  ],
};
const night: Calendar = { ...office, region: 'none', open: { sun: [['01:30', '05:00']] }, days: [] };

/** Berlin wall clock to UTC, for readable tables. */
const berlin = (text: string) => new Date(text).toISOString();

describe('a deadline in business minutes (R148)', () => {
  it.each([
    ['within a day', '2026-11-24T10:00+01:00', 240, '2026-11-24T14:00+01:00'],
    ['to the minute of closing', '2026-11-24T13:00+01:00', 240, '2026-11-24T17:00+01:00'],
    ['a minute over closing', '2026-11-24T13:00+01:00', 241, '2026-11-25T09:01+01:00'],
    ['from before opening', '2026-11-24T06:00+01:00', 60, '2026-11-24T10:00+01:00'],
    ['from the very close', '2026-11-24T17:00+01:00', 60, '2026-11-25T10:00+01:00'],
    ['over the lunch break', '2026-11-26T11:30+01:00', 60, '2026-11-26T13:30+01:00'],
    ['over the weekend', '2026-11-27T16:00+01:00', 120, '2026-11-30T10:00+01:00'],
    [
      'over Christmas: 24 by document, 25 holiday, weekend',
      '2026-12-23T16:30+01:00',
      60,
      '2026-12-28T09:30+01:00',
    ],
    ['over the half day and New Year', '2026-12-31T11:00+01:00', 120, '2027-01-04T10:00+01:00'],
    ['over Easter', '2026-04-02T17:30+02:00', 60, '2026-04-07T09:30+02:00'],
    ['Corpus Christi is a holiday in NW', '2026-06-03T16:30+02:00', 60, '2026-06-05T09:30+02:00'],
    ['nothing, while open', '2026-11-24T10:00+01:00', 0, '2026-11-24T10:00+01:00'],
    ['nothing, while closed: the next opening', '2026-11-28T10:00+01:00', 0, '2026-11-30T09:00+01:00'],
  ])('%s', (_, start, minutes, end) => {
    expect(addBusinessMinutes(berlin(start), minutes, office)).toBe(berlin(end));
  });

  it('is not moved by a holiday of another state', () => {
    const open = { ...office, region: 'BE' as const };
    expect(addBusinessMinutes(berlin('2026-06-03T16:30+02:00'), 60, open)).toBe(
      berlin('2026-06-04T09:30+02:00'),
    );
  });

  it.each([
    ['the hour that is skipped in spring is not counted', '2026-03-29T00:00Z', 90, '2026-03-29T02:00Z'],
    ['hours that happen twice in autumn count twice', '2026-10-25T00:00Z', 180, '2026-10-25T03:00Z'],
  ])('%s', (_, start, minutes, end) => {
    expect(addBusinessMinutes(berlin(start), minutes, night)).toBe(berlin(end));
  });

  it('keeps the office hours of the wall clock over the change of the clocks', () => {
    expect(addBusinessMinutes(berlin('2026-03-27T16:30+01:00'), 60, office)).toBe(
      berlin('2026-03-30T09:30+02:00'),
    );
  });

  it('fails by name where a calendar never opens', () => {
    const never: Calendar = { ...office, open: {}, days: [] };
    expect(() => addBusinessMinutes('2026-01-01T00:00:00.000Z', 1, never)).toThrow('calendar-never-open');
  });

  it('takes at most 20 µs', () => {
    const start = Date.parse('2026-01-01T00:00:00.000Z');
    const starts = Array.from({ length: 10_000 }, (_, i) => new Date(start + i * 3_000_017).toISOString());
    const pass = () => {
      const began = performance.now();
      for (const at of starts) addBusinessMinutes(at, 24 * 60, office);
      return ((performance.now() - began) * 1000) / starts.length;
    };
    expect(Math.min(pass(), pass(), pass())).toBeLessThan(20);
  });
});

describe('a deadline in days', () => {
  it.each([
    ['ten business days keep the time of day', '2026-11-24T10:15+01:00', 10, '2026-12-08T10:15+01:00'],
    ['holidays and closed days do not count', '2026-12-22T10:00+01:00', 2, '2026-12-28T10:00+01:00'],
    ['a half day counts, but ends at its close', '2026-12-30T15:00+01:00', 1, '2026-12-31T12:00+01:00'],
    [
      'a start in the night counts from the next opening',
      '2026-11-24T23:00+01:00',
      1,
      '2026-11-26T09:00+01:00',
    ],
    ['a time in the lunch break is brought before it', '2026-11-25T12:30+01:00', 1, '2026-11-26T12:00+01:00'],
  ])('%s', (_, start, days, end) => {
    expect(addBusinessDays(berlin(start), days, office)).toBe(berlin(end));
  });

  it('thirty calendar days keep the wall clock over the change of the clocks', () => {
    expect(addCalendarDays(berlin('2026-10-10T10:00+02:00'), 30, office)).toBe(
      berlin('2026-11-09T10:00+01:00'),
    );
  });

  it('a time that the clocks skip becomes the instant of the change', () => {
    expect(addCalendarDays(berlin('2026-03-28T02:30+01:00'), 1, office)).toBe(
      berlin('2026-03-29T03:00+02:00'),
    );
  });
});

describe('the company day', () => {
  it('begins and ends at local midnight, 23 hours apart in spring', () => {
    expect(dayBounds('2026-03-29', office)).toEqual({
      from: '2026-03-28T23:00:00.000Z',
      to: '2026-03-29T22:00:00.000Z',
    });
    expect(localDate('2026-03-29T21:59:59.999Z', office)).toBe('2026-03-29');
    expect(localDate('2026-03-29T22:00:00.000Z', office)).toBe('2026-03-30');
  });
});

describe('against an oracle that asks each minute whether it is open', () => {
  const zones = [
    'Europe/Berlin',
    'America/New_York',
    'America/Santiago', // the clocks change at midnight
    'Australia/Lord_Howe', // by half an hour
    'Asia/Kolkata',
    'Pacific/Chatham',
  ];
  const changes = [
    '2026-03-08',
    '2026-03-29',
    '2026-04-05',
    '2026-09-06',
    '2026-10-04',
    '2026-10-25',
    '2026-11-01',
    '2026-12-25',
  ];
  const random = generator(20261121);

  it.each(zones)('agrees in %s for 1500 random deadlines around each change of the clocks', (timeZone) => {
    for (const date of changes) {
      const calendar = randomCalendar(timeZone, random);
      const from = Date.parse(`${date}T00:00:00Z`) - 3 * 86_400_000;
      const open = openMinutes(calendar, from, 9 * 1440);
      for (let i = 0; i < 190; i++) {
        const start = Math.floor(random() * 6 * 1440);
        const minutes = 1 + Math.floor(random() * 600);
        const end = oracle(open, start, minutes);
        if (end === null) continue;
        const at = (minute: number) => new Date(from + minute * 60_000).toISOString();
        expect(addBusinessMinutes(at(start), minutes, calendar)).toBe(at(end));
        expect(businessMinutesBetween(at(start), at(end), calendar)).toBe(minutes);
        expect(businessMinutesBetween(at(end), at(start), calendar)).toBe(-minutes);
      }
    }
  });

  /** The end of the minute in which the last open minute passes. */
  function oracle(open: Uint8Array, start: number, minutes: number): number | null {
    let left = minutes;
    for (let minute = start; minute < open.length; minute++) {
      left -= open[minute] ?? 0;
      if (left === 0) return minute + 1;
    }
    return null;
  }

  function openMinutes(calendar: Calendar, from: number, minutes: number): Uint8Array {
    const clock = new Intl.DateTimeFormat('en-GB', {
      timeZone: calendar.timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    return Uint8Array.from({ length: minutes }, (_, minute) => {
      const [day = '', time = ''] = clock.format(from + minute * 60_000).split(' ');
      const hours = calendar.open[day.slice(0, 3).toLowerCase() as 'mon'] ?? [];
      return hours.some(([begin, end]) => begin <= time && time < end) ? 1 : 0;
    });
  }

  function randomCalendar(timeZone: string, next: () => number): Calendar {
    const time = (minute: number) =>
      `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
    const hours = () => {
      const cuts = [...new Set(Array.from({ length: 4 }, () => Math.floor(next() * 1441)))].sort(
        (a, b) => a - b,
      );
      return cuts.flatMap((cut, i) => (i % 2 === 1 ? [[time(cuts[i - 1] ?? 0), time(cut)] as const] : []));
    };
    const open = {
      sun: hours(),
      mon: hours(),
      tue: hours(),
      wed: [],
      thu: hours(),
      fri: hours(),
      sat: hours(),
    };
    return { timeZone, region: 'none', open, days: [] };
  }

  /** Mulberry32: the same cases in every run. */
  function generator(seed: number): () => number {
    let state = seed;
    return () => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
    };
  }
});
