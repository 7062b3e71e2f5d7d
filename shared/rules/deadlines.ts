import * as z from 'zod';
import {
  addBusinessDays,
  addBusinessMinutes,
  addCalendarDays,
  type Calendar,
} from '../domain/business-time.ts';
import { DeadlineName, DeadlineStep, StepReader } from '../domain/clock.ts';
import { Channel } from '../domain/facts.ts';
import { type Lead, LeadClass } from '../domain/lead.ts';
import type { CalendarsDocument } from './calendars.ts';
import { DocumentHead } from './document.ts';
import { LossSurveyRule, WinBackRule } from './win-back.ts';

/** A duration: whole days (`P10D`) or hours and minutes (`PT4H`, `PT1H30M`). */
export const Duration = z
  .string()
  .regex(/^P(\d{1,4}D|T(?=\d)(\d{1,5}H)?(\d{1,7}M)?)$/, 'a duration is written P10D, PT4H or PT15M');

const Promised = z.object({
  target: Duration,
  limit: Duration,
  /** Calendar time runs day and night; business time runs while the calendar is open. */
  counted: z.enum(['calendar', 'business']),
  /** Which calendar, unless the company's. */
  calendar: z.string().optional(),
  /** What is done at target, limit or so long after the start while the clock runs, and who gets the message. */
  steps: z.array(
    z.object({ at: z.union([z.enum(['target', 'limit']), Duration]), do: DeadlineStep, tell: StepReader }),
  ),
});

/** For which leads something else is promised: every list that is given must hold the lead's. */
const Case = Promised.partial()
  .extend({
    channels: z.array(Channel).min(1).optional(),
    classes: z.array(LeadClass).min(1).optional(),
    pools: z.array(z.string().min(1)).min(1).optional(),
  })
  .refine(({ channels, classes, pools }) => channels ?? classes ?? pools, {
    error: 'a case names channels, classes or pools',
    path: ['channels'],
  });

const ClockRule = Promised.extend({
  /** What is promised otherwise; the first case that fits counts, and what it leaves out stays. */
  cases: z.array(Case).optional(),
});

/** What holds in documents that were written before there was this clock. Art. 14 (3) a GDPR: within a month. */
const NOTICE = {
  target: 'P14D',
  limit: 'P30D',
  counted: 'calendar',
  steps: [
    { at: 'target', do: 'remind', tell: 'marketing' },
    { at: 'limit', do: 'tell-process-owner', tell: 'process-owner' },
  ],
};

function withNotice(clocks: unknown): unknown {
  return typeof clocks === 'object' && clocks !== null && !Array.isArray(clocks)
    ? { notice: NOTICE, ...clocks }
    : clocks;
}

/** How messages about what is late reach their readers (spec 6). */
const Messages = z.strictObject({
  /** A reader gets at most one mail in this time; what else there is to tell waits for the next. */
  every: Duration,
  /** Clocks whose messages are too urgent to wait: each is a mail of its own. */
  atOnce: z.array(DeadlineName),
  /** Whether the process owner is told each day of hot leads that a pool cannot take; daily, where nothing is said. */
  capacity: z.enum(['daily', 'off']).optional(),
});
type Messages = z.infer<typeof Messages>;

/** Spec 6: bundled per quarter hour. A month is the limit of the law for rights; whoever complains waits already. */
const USUAL_MESSAGES: Messages = { every: 'PT15M', atOnce: ['rights', 'complaint'] };

/** What is promised within which time, and what happens when it is late (spec 6). */
export const DeadlinesDocument = DocumentHead.extend({
  clocks: z.preprocess(withNotice, z.record(DeadlineName, ClockRule)),
  /** Who is addressed again after a loss or a purchase; nobody, where there is no rule. */
  winBack: z.array(WinBackRule).optional(),
  /** Nobody who was lost is asked why, where there is no rule. */
  lossSurvey: LossSurveyRule.optional(),
  /** What holds of messages, where a quarter of an hour is not right. */
  messages: Messages.optional(),
}).superRefine(({ clocks, winBack = [] }, context) => {
  const ids = winBack.map(({ id }) => id);
  for (const [index, id] of ids.entries()) {
    if (ids.indexOf(id) === index) continue;
    context.addIssue({ code: 'custom', path: ['winBack', index, 'id'], message: `${id} is there twice` });
  }
  const { steps, cases = [] } = clocks.requalification;
  const all = [steps, ...cases.flatMap((special) => (special.steps ? [special.steps] : []))];
  if (all.every((some) => some.some((step) => step.do === 'requalify'))) return;
  const message = 'needs a step that does requalify, or leads that are not ripe wait for ever';
  context.addIssue({ code: 'custom', path: ['clocks', 'requalification', 'steps'], message });
});
export type DeadlinesDocument = z.infer<typeof DeadlinesDocument>;

/**
 * What is promised of a clock for a lead, by the first case that fits (spec 6).
 * @param channel of the inquiry that the clock is about
 */
export function promiseFor(
  { clocks }: DeadlinesDocument,
  name: DeadlineName,
  lead: Pick<Lead, 'class' | 'pool'>,
  channel: string | undefined,
): z.infer<typeof Promised> {
  const { cases = [], ...usual } = clocks[name];
  const fits = (list: readonly string[] | undefined, value: string | null | undefined) =>
    list === undefined || (value != null && list.includes(value));
  const found = cases.find(
    ({ channels, classes, pools }) =>
      fits(channels, channel) && fits(classes, lead.class) && fits(pools, lead.pool),
  );
  if (!found) return usual;
  const { channels: _c, classes: _l, pools: _p, ...special } = found;
  return { ...usual, ...special };
}

/** How messages are told: how many minutes apart, of which clocks at once, and whether of waiting leads. */
export function messageRules({ messages = USUAL_MESSAGES }: DeadlinesDocument): {
  minutes: number;
  atOnce: readonly DeadlineName[];
  capacity: 'daily' | 'off';
} {
  const { every, atOnce, capacity = 'daily' } = messages;
  return { minutes: minutesOf(every), atOnce, capacity };
}

/** The calendar of that name; the company's if there is none, since no lead may be lost for a name. */
export function calendarOf(calendars: CalendarsDocument, name?: string): Calendar {
  return (name ? calendars.calendars[name] : undefined) ?? calendars.calendars.company;
}

/**
 * The instant at which a duration has passed.
 * @param start ISO instant
 * @param duration `P10D`, `PT4H`, `PT1H30M`
 * @param counted `business` counts open time and days with opening hours only
 */
export function deadline(
  start: string,
  duration: string,
  counted: 'calendar' | 'business',
  calendar: Calendar,
): string {
  const days = daysOf(duration);
  if (days !== null) {
    return counted === 'business'
      ? addBusinessDays(start, days, calendar)
      : addCalendarDays(start, days, calendar);
  }
  const minutes = minutesOf(duration);
  return counted === 'business'
    ? addBusinessMinutes(start, minutes, calendar)
    : new Date(Date.parse(start) + minutes * 60_000).toISOString();
}

/** Whole days of a duration; null where it is told in hours and minutes. */
function daysOf(duration: string): number | null {
  const [, days] = /^P(\d+)D$/.exec(duration) ?? [];
  return days === undefined ? null : Number(days);
}

/** Minutes of a duration; a day has 24 hours. */
export function minutesOf(duration: string): number {
  const [, hours = '0'] = /(\d{1,9})H/.exec(duration) ?? [];
  const [, rest = '0'] = /(\d{1,9})M/.exec(duration) ?? [];
  return (daysOf(duration) ?? 0) * 1440 + Number(hours) * 60 + Number(rest);
}
