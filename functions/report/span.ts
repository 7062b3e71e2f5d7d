import { addCalendarDays, type Calendar, dayBounds, localDate } from '../../shared/domain/business-time.ts';

/** Days that the time series shows. */
const DAYS_SHOWN = 30;

/** What a report looks at: everything up to the end of a day, and the days before it one by one. */
export interface Span {
  day: string;
  /** The first instant after the day, as SQL. */
  end: string;
  /** The folder of the analysis data after which nothing of the day can lie. */
  lastFolder: string;
  days: { day: string; from: string; to: string }[];
}

/** An ISO instant as an SQL literal; the tables keep UTC without a zone. */
export function timestamp(at: string): string {
  return `TIMESTAMP '${new Date(at).toISOString().slice(0, 23).replace('T', ' ')}'`;
}

/** @param day local date `yyyy-mm-dd` of the calendar's place */
export function spanOf(day: string, calendar: Calendar): Span {
  const { from, to } = dayBounds(day, calendar);
  const days = Array.from({ length: DAYS_SHOWN }, (_, index) => {
    const date = localDate(addCalendarDays(from, index + 1 - DAYS_SHOWN, calendar), calendar);
    return { day: date, ...dayBounds(date, calendar) };
  });
  // Folders are days of one time zone and the company may be in another: one folder more covers all of them.
  const lastFolder = localDate(addCalendarDays(from, 1, calendar), calendar);
  return { day, end: timestamp(to), lastFolder, days };
}
