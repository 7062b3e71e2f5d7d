import * as z from 'zod';
import { regions, weekdays } from '../domain/business-time.ts';
import { isTimeZone } from '../domain/time-zone.ts';
import { DocumentHead } from './document.ts';

const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time is written HH:MM');

/** Opening hours of a day: spans that do not overlap, in order. */
const Hours = z
  .array(z.tuple([Time, Time]))
  .refine(
    (spans) =>
      spans
        .flat()
        .every(
          (time, index, all) =>
            index === 0 || time > (all[index - 1] ?? '') || (index % 2 === 0 && time === all[index - 1]),
        ),
    'spans must be in order, not overlap and not be empty',
  );

const CalendarRule = z.object({
  timeZone: z.string().refine(isTimeZone, 'no such time zone'),
  region: z.enum(regions),
  open: z
    .partialRecord(z.enum(weekdays), Hours)
    .refine(
      (week) => Object.values(week).some((hours) => hours.length > 0),
      'at least one weekday must be open',
    ),
  /** Days with hours of their own: `2026-12-28` once, `12-24` each year. An empty list closes the day. */
  days: z.array(
    z.object({
      on: z
        .string()
        .regex(/^(\d{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'a day is written yyyy-mm-dd or mm-dd'),
      open: Hours,
      note: z.string().optional(),
    }),
  ),
});

/** When the company is open: calendars by name; the first question about the company's day is asked of `company`. */
export const CalendarsDocument = DocumentHead.extend({
  calendars: z.object({ company: CalendarRule }).catchall(CalendarRule),
});
export type CalendarsDocument = z.infer<typeof CalendarsDocument>;
