/**
 * Business time: instants, calendar days and opening hours of one place. Exact to the millisecond, also on the two
 * days a year on which the clocks are changed.
 */
import { getHolidays } from 'feiertagejs';
import { Fault } from './faults.ts';
import { DAY, dateOf, type LocalDays, localDays, remember, type Span } from './local-days.ts';

export const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
type Weekday = (typeof weekdays)[number];

/** The German states whose public holidays are known; `none` for a place without public holidays. */
export const regions = [
  'BW',
  'BY',
  'BE',
  'BB',
  'HB',
  'HE',
  'HH',
  'MV',
  'NI',
  'NW',
  'RP',
  'SL',
  'SN',
  'ST',
  'SH',
  'TH',
  'none',
] as const;

/** Opening hours as wall clock times `HH:MM`, the end not included; `24:00` ends a day. */
type Hours = readonly (readonly [from: string, to: string])[];

export interface Calendar {
  timeZone: string;
  region: (typeof regions)[number];
  /** Hours of an ordinary week; a day that is not named is closed. */
  open: Partial<Record<Weekday, Hours>>;
  /** Days with hours of their own, `2026-12-28` once or `12-24` each year; they win over holiday and week. */
  days: readonly { on: string; open: Hours }[];
}

const MINUTE = 60_000;
/** No calendar is closed for longer than this; a search that finds nothing within it ends as a fault. */
const LONGEST_CLOSED_DAYS = 400;

/** A calendar with its opening hours as instants. */
type Place = { days: LocalDays; spans(day: number): Span[] };

const places = new WeakMap<Calendar, Place>();

function placeOf(calendar: Calendar): Place {
  const known = places.get(calendar);
  if (known) return known;
  const days = localDays(calendar.timeZone);
  const holidays = remember((year) => holidaysOf(year, calendar.region));
  const spans = remember((day): Span[] => {
    const hours = hoursOf(calendar, day, holidays);
    return days.pieces(day).flatMap((piece) =>
      hours
        .map(({ from, to }) => ({
          from: Math.max(piece.from, day * DAY + from - piece.offset),
          to: Math.min(piece.to, day * DAY + to - piece.offset),
        }))
        .filter(({ from, to }) => from < to),
    );
  });

  const place = { days, spans };
  places.set(calendar, place);
  return place;
}

function holidaysOf(year: number, region: Calendar['region']): Set<string> {
  if (region === 'none') return new Set();
  return new Set(getHolidays(year, region).map((holiday) => holiday.date.toISOString().slice(0, 10)));
}

/** Opening hours of a day as milliseconds since its midnight by the wall clock. */
function hoursOf(calendar: Calendar, day: number, holidays: (year: number) => Set<string>): Span[] {
  const date = dateOf(day);
  const special =
    calendar.days.find(({ on }) => on === date) ?? calendar.days.find(({ on }) => on === date.slice(5));
  const weekday = weekdays[new Date(day * DAY).getUTCDay()] ?? 'sun';
  const usual = holidays(Number(date.slice(0, 4))).has(date) ? [] : (calendar.open[weekday] ?? []);
  return (special?.open ?? usual).map(([from, to]) => ({ from: wallTime(from), to: wallTime(to) }));
}

function wallTime(text: string): number {
  return (Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))) * MINUTE;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

/** The first open instant at or after an instant (milliseconds), with the day it lies in. */
function nextOpen(at: number, place: Place): { at: number; day: number } {
  const { day: first } = place.days.wallClock(at);
  for (let day = first; day < first + LONGEST_CLOSED_DAYS; day++) {
    for (const span of place.spans(day)) {
      if (at < span.to) return { at: Math.max(at, span.from), day };
    }
  }
  throw new Fault('calendar-never-open', { retryable: false });
}

/**
 * The instant at which an amount of open time has passed.
 * @param start ISO instant; outside opening hours the count begins with the next opening
 * @param minutes open minutes, 0 gives the next open instant
 * @returns ISO instant; a deadline that falls on the close of business is that close, not the next opening
 */
export function addBusinessMinutes(start: string, minutes: number, calendar: Calendar): string {
  const place = placeOf(calendar);
  const { at, day: first } = nextOpen(Date.parse(start), place);
  let left = minutes * MINUTE;
  let closedDays = 0;
  for (let day = first; closedDays < LONGEST_CLOSED_DAYS; day++) {
    const spans = place.spans(day);
    closedDays = spans.length > 0 ? 0 : closedDays + 1;
    for (const { from, to } of spans) {
      const begin = Math.max(from, at);
      if (begin >= to) continue;
      if (left <= to - begin) return iso(begin + left);
      left -= to - begin;
    }
  }
  throw new Fault('calendar-never-open', { retryable: false });
}

/** Open minutes between two ISO instants, with fractions; negative if `end` comes before `start`. */
export function businessMinutesBetween(start: string, end: string, calendar: Calendar): number {
  if (end < start) return -businessMinutesBetween(end, start, calendar);
  const place = placeOf(calendar);
  const [from, to] = [Date.parse(start), Date.parse(end)];
  const last = place.days.wallClock(to).day;
  let open = 0;
  for (let day = place.days.wallClock(from).day; day <= last; day++) {
    for (const span of place.spans(day))
      open += Math.max(0, Math.min(span.to, to) - Math.max(span.from, from));
  }
  return open / MINUTE;
}

/**
 * The instant some business days later: the same wall clock time on the nth day with opening hours after the day of
 * the start, brought into that day's hours. A start outside opening hours counts as the next opening.
 */
export function addBusinessDays(start: string, days: number, calendar: Calendar): string {
  const place = placeOf(calendar);
  const begin = nextOpen(Date.parse(start), place);
  if (days === 0) return iso(begin.at);
  let day = begin.day;
  for (let left = days, closedDays = 0; left > 0; ) {
    const open = place.spans(++day).length > 0;
    closedDays = open ? 0 : closedDays + 1;
    if (closedDays > LONGEST_CLOSED_DAYS) throw new Fault('calendar-never-open', { retryable: false });
    if (open) left--;
  }
  const wanted = place.days.instantOf(day, place.days.wallClock(begin.at).time);
  let latest = place.spans(day)[0]?.from ?? wanted;
  for (const { from, to } of place.spans(day)) {
    if (from <= wanted) latest = Math.min(wanted, to);
  }
  return iso(latest);
}

/** The same wall clock time some calendar days later. */
export function addCalendarDays(start: string, days: number, { timeZone }: Calendar): string {
  const zone = localDays(timeZone);
  const { day, time } = zone.wallClock(Date.parse(start));
  return iso(zone.instantOf(day + days, time));
}

/** The local date `yyyy-mm-dd` of an ISO instant. */
export function localDate(at: string, { timeZone }: Pick<Calendar, 'timeZone'>): string {
  return dateOf(localDays(timeZone).wallClock(Date.parse(at)).day);
}

/** First instant of a local date and of the day after it: ISO instants. */
export function dayBounds(
  date: string,
  { timeZone }: Pick<Calendar, 'timeZone'>,
): { from: string; to: string } {
  const zone = localDays(timeZone);
  const day = Date.parse(`${date}T00:00:00Z`) / DAY;
  return { from: iso(zone.instantOf(day, 0)), to: iso(zone.instantOf(day + 1, 0)) };
}
