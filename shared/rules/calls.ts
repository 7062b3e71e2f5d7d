/** When somebody is called again, how often and with which consent: the part of the lead definition about calls (spec 3). */
import * as z from 'zod';
import type { CalendarsDocument } from './calendars.ts';
import { calendarOf, Duration, deadline } from './deadlines.ts';

export const CallRules = z.strictObject({
  /** Calls that reach nobody, before the next round or inquiry of the person (R81). */
  most: z.int().min(1).max(20),
  /** How long to wait after the first call that reached nobody, the second and so on; the last one holds for all further. */
  waits: z.array(Duration).min(1).max(20),
  /** Calendar time runs day and night; business time runs while the calendar is open. */
  counted: z.enum(['calendar', 'business']),
  /** Whose opening hours are the hours in which calls are made, unless the company's. */
  calendar: z.string().optional(),
  /**
   * Who may be called: whoever asked or agreed to be contacted (`asked`), or only who agreed to calls (`phone`). Who
   * refused calls is never called.
   */
  consent: z.enum(['asked', 'phone']),
});
export type CallRules = z.infer<typeof CallRules>;

/** What holds in definitions that were written before there were rules for calls. */
export const USUAL_CALLS: CallRules = {
  most: 5,
  waits: ['PT4H', 'P1D', 'P2D'],
  counted: 'business',
  consent: 'asked',
};

/**
 * When to call again after some calls that reached nobody.
 * @param attempts how many, at least 1
 * @param now ISO instant
 * @returns ISO instant
 */
export function nextTry(
  attempts: number,
  { waits, counted, calendar }: CallRules,
  calendars: CalendarsDocument,
  now: string,
): string {
  const wait = waits[Math.min(attempts, waits.length) - 1] ?? 'P1D';
  return deadline(now, wait, counted, calendarOf(calendars, calendar));
}
