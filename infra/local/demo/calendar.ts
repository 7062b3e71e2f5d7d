import {
  addBusinessMinutes,
  addCalendarDays,
  dayBounds,
  localDate,
} from '../../../shared/domain/business-time.ts';
import { CalendarsDocument } from '../../../shared/rules/calendars.ts';
import { calendarOf } from '../../../shared/rules/deadlines.ts';
import calendars from '../../../shared/rules/defaults/directory/calendars.json' with { type: 'json' };

const calendar = calendarOf(CalendarsDocument.parse(calendars));
const MINUTE_MS = 60_000;
/** People act on the half hour: what happens at the same instant is worked off together. */
const GRID_MS = 30 * MINUTE_MS;

/** A month with an autumn fair and the first days of a mailing; it begins on a Monday. */
const firstDay = '2026-09-14';

/** Local date of a day of the demo. @param index 0 for the first day */
export function dayOf(index: number): string {
  return localDate(addCalendarDays(instantOf(firstDay, 12), index, calendar), calendar);
}

/** @param day local date, no clock is changed on it @param hour of the day @returns ISO instant */
export function instantOf(day: string, hour: number): string {
  return new Date(Date.parse(dayBounds(day, calendar).from) + hour * 60 * MINUTE_MS).toISOString();
}

/** 0 for Sunday to 6 for Saturday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T12:00:00Z`).getUTCDay();
}

/** When somebody at work gets round to something, after so many minutes of office hours. */
export function atWork(from: string, minutes: number): string {
  const at = Date.parse(addBusinessMinutes(from, minutes, calendar));
  return new Date(Math.ceil(at / GRID_MS) * GRID_MS).toISOString();
}
