/**
 * Business time: instants, calendar days and opening hours of one place. Exact to the millisecond, also on the two
 * days a year on which the clocks are changed.
 */
import { getHolidays } from 'feiertagejs';
import { Fault } from './faults.ts';

export const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof weekdays)[number];

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
export type Hours = readonly (readonly [from: string, to: string])[];

export interface Calendar {
  timeZone: string;
  region: (typeof regions)[number];
  /** Hours of an ordinary week; a day that is not named is closed. */
  open: Partial<Record<Weekday, Hours>>;
  /** Days with hours of their own, `2026-12-28` once or `12-24` each year; they win over holiday and week. */
  days: readonly { on: string; open: Hours }[];
}

const MINUTE = 60_000;
const DAY = 86_400_000;
/** No calendar is closed for longer than this; a search that finds nothing within it ends as a fault. */
const LONGEST_CLOSED_DAYS = 400;
/** Days kept per calendar before the cache is emptied: ten years. */
const CACHED_DAYS = 3660;

/** Open instants `from` to `to` (not included), milliseconds. */
type Span = { from: number; to: number };

/** A piece of a local day during which the offset from UTC stays the same. */
type Piece = Span & { offset: number };

type Compiled = { calendar: Calendar; pieces(day: number): Piece[]; spans(day: number): Span[] };

const compiled = new WeakMap<Calendar, Compiled>();
const clocks = new Map<string, Intl.DateTimeFormat>();

function offsetAt(timeZone: string, instant: number): number {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-CA-u-ca-iso8601-nu-latn', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    clocks.set(timeZone, clock);
  }
  const part = Object.fromEntries(
    clock.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
}

/** The instant between two instants of different offset at which the clocks are changed. */
function changeBetween(timeZone: string, before: number, after: number): number {
  const first = offsetAt(timeZone, before);
  let low = before;
  let high = after;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(timeZone, middle) === first) low = middle;
    else high = middle;
  }
  return high;
}

function compile(calendar: Calendar): Compiled {
  const known = compiled.get(calendar);
  if (known) return known;
  const { timeZone } = calendar;
  const offsets = remember((utcDay) => offsetAt(timeZone, utcDay * DAY));
  const holidays = remember((year) => holidaysOf(year, calendar.region));

  const pieces = remember((day): Piece[] => {
    const noonBefore = offsets(day - 1);
    const noonAfter = offsets(day + 2);
    const piece = (offset: number): Piece => ({
      from: day * DAY - offset,
      to: (day + 1) * DAY - offset,
      offset,
    });
    if (noonBefore === noonAfter) return [piece(noonBefore)];
    const change = changeBetween(timeZone, (day - 1) * DAY, (day + 2) * DAY);
    const before = piece(noonBefore);
    const after = piece(noonAfter);
    return [
      { ...before, to: Math.min(before.to, change) },
      { ...after, from: Math.max(after.from, change) },
    ].filter(({ from, to }) => from < to);
  });

  const spans = remember((day): Span[] => {
    const hours = hoursOf(calendar, day, holidays);
    return pieces(day).flatMap((piece) =>
      hours
        .map(({ from, to }) => ({
          from: Math.max(piece.from, day * DAY + from - piece.offset),
          to: Math.min(piece.to, day * DAY + to - piece.offset),
        }))
        .filter(({ from, to }) => from < to),
    );
  });

  const result = { calendar, pieces, spans };
  compiled.set(calendar, result);
  return result;
}

function remember<T>(compute: (key: number) => T): (key: number) => T {
  const known = new Map<number, T>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) {
      if (known.size >= CACHED_DAYS) known.clear();
      value = compute(key);
      known.set(key, value);
    }
    return value;
  };
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

function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** The local day (days since 1970-01-01) and the milliseconds since its midnight that the wall clock shows. */
function wallClock(at: number, calendar: Compiled): { day: number; time: number } {
  const guess = Math.floor(at / DAY);
  for (const day of [guess, guess + 1, guess - 1]) {
    const piece = calendar.pieces(day).find(({ from, to }) => from <= at && at < to);
    if (piece) return { day, time: at + piece.offset - day * DAY };
  }
  throw new Fault('day-not-found', { retryable: false, detail: new Date(at).toISOString() });
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

/** The first open instant at or after an instant (milliseconds), with the day it lies in. */
function nextOpen(at: number, calendar: Compiled): { at: number; day: number } {
  const { day: first } = wallClock(at, calendar);
  for (let day = first; day < first + LONGEST_CLOSED_DAYS; day++) {
    for (const span of calendar.spans(day)) {
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
  const place = compile(calendar);
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
  const place = compile(calendar);
  const [from, to] = [Date.parse(start), Date.parse(end)];
  const last = wallClock(to, place).day;
  let open = 0;
  for (let day = wallClock(from, place).day; day <= last; day++) {
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
  const place = compile(calendar);
  const begin = nextOpen(Date.parse(start), place);
  if (days === 0) return iso(begin.at);
  let day = begin.day;
  for (let left = days, closedDays = 0; left > 0; ) {
    const open = place.spans(++day).length > 0;
    closedDays = open ? 0 : closedDays + 1;
    if (closedDays > LONGEST_CLOSED_DAYS) throw new Fault('calendar-never-open', { retryable: false });
    if (open) left--;
  }
  const wanted = instantOf(day, wallClock(begin.at, place).time, place);
  let latest = place.spans(day)[0]?.from ?? wanted;
  for (const { from, to } of place.spans(day)) {
    if (from <= wanted) latest = Math.min(wanted, to);
  }
  return iso(latest);
}

/** The same wall clock time some calendar days later. */
export function addCalendarDays(start: string, days: number, calendar: Calendar): string {
  const place = compile(calendar);
  const { day, time } = wallClock(Date.parse(start), place);
  return iso(instantOf(day + days, time, place));
}

/** The first instant of a day at which the wall clock shows a time or, where the clocks skip it, has passed it. */
function instantOf(day: number, time: number, calendar: Compiled): number {
  const pieces = calendar.pieces(day);
  for (const { from, to, offset } of pieces) {
    const at = day * DAY + time - offset;
    if (at < to) return Math.max(at, from);
  }
  return pieces.at(-1)?.to ?? day * DAY + time;
}

/** The local date `yyyy-mm-dd` of an ISO instant. */
export function localDate(at: string, calendar: Calendar): string {
  return dateOf(wallClock(Date.parse(at), compile(calendar)).day);
}

/** First instant of a local date and of the day after it: ISO instants. */
export function dayBounds(date: string, calendar: Calendar): { from: string; to: string } {
  const place = compile(calendar);
  const day = Date.parse(`${date}T00:00:00Z`) / DAY;
  return { from: iso(instantOf(day, 0, place)), to: iso(instantOf(day + 1, 0, place)) };
}
