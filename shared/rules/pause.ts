/** Clocks that stand still and go on (spec 6): the deadline moves by the time of the pause, as the clock counts it. */
import { addBusinessMinutes, businessMinutesBetween } from '../domain/business-time.ts';
import { type Clock, type ClockChange, DeadlineName } from '../domain/clock.ts';
import type { Draft } from '../domain/events.ts';
import type { Lead } from '../domain/lead.ts';
import { calendarOf, promiseFor } from './deadlines.ts';
import type { ClockRules } from './watch.ts';

/**
 * The event by which a paused clock goes on.
 * @param now ISO instant
 */
export function resumed(
  { lead, clock, now }: { lead: Lead; clock: Clock; now: string },
  why: 'by-staff' | 'time-over',
  rules: ClockRules,
): Draft {
  return {
    type: 'ClockResumed',
    data: { clock: clock.name, run: clock.run, why },
    clocks: [goesOn(lead, clock, now, rules)],
  };
}

function goesOn(lead: Lead, clock: Clock, now: string, rules: ClockRules): ClockChange {
  const since = clock.paused?.at ?? now;
  const later = laterBy(lead, clock, { since, now }, rules);
  const steps = clock.steps.map((step) => (step.taken ? step : { ...step, at: later(step.at) }));
  return { op: 'resume', run: clock.run, target: later(clock.target), limit: later(clock.limit), steps };
}

/** Moves an instant that had not passed when the clock was paused; what had passed stays. */
function laterBy(
  lead: Lead,
  { name }: Clock,
  { since, now }: { since: string; now: string },
  { deadlines, calendars }: ClockRules,
): (instant: string) => string {
  const deadline = DeadlineName.safeParse(name).data;
  const rule = deadline && promiseFor(deadlines.document, deadline, lead, lead.inquiries.at(-1)?.channel);
  if (rule?.counted !== 'business') {
    const pause = Date.parse(now) - Date.parse(since);
    return (instant) => (instant <= since ? instant : new Date(Date.parse(instant) + pause).toISOString());
  }
  const calendar = calendarOf(calendars.document, rule.calendar);
  return (instant) =>
    instant <= since
      ? instant
      : addBusinessMinutes(now, businessMinutesBetween(since, instant, calendar), calendar);
}
