/** Which leads and customers are addressed again, when, and by whom (spec 5, "Win-back" and "Repurchase"). */
import * as z from 'zod';
import { addCalendarDays, type Calendar } from '../domain/business-time.ts';
import type { Clock } from '../domain/clock.ts';
import type { Lead, LossAnswer } from '../domain/lead.ts';

/** One way back. The first that fits a lead counts. */
export const WinBackRule = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'an id is small letters, figures and hyphens'),
    /** `won` is who bought and may buy again. */
    from: z.enum(['lost', 'won']),
    /** Only those who bought once, or only those who never did. */
    who: z.enum(['leads', 'customers']).optional(),
    /** Codes of the reasons of a loss; any, where none is named. */
    reasons: z.array(z.string().min(1)).min(1).optional(),
    /** Order volume, budget or the sum of the orders, whichever is most, in the currency of the facts. */
    leastValue: z.number().positive().optional(),
    /** The day of a customer that is counted from, such as `contractEnd`; the last purchase, where none is named. */
    date: z
      .string()
      .regex(/^[A-Za-z][\w-]{0,39}$/, 'a name is letters, figures and hyphens')
      .optional(),
    /** Days since the loss, the purchase or that day. */
    afterDays: z.int().min(1).max(3650).optional(),
    /** Days before that day. */
    beforeDays: z.int().min(0).max(3650).optional(),
    /** Straight to whoever had the lead, or into qualification as a new round. */
    to: z.enum(['owner', 'qualification']),
    because: z.string().min(1),
  })
  .refine(({ afterDays, beforeDays }) => (afterDays === undefined) !== (beforeDays === undefined), {
    error: 'name afterDays or beforeDays, one of both',
    path: ['afterDays'],
  })
  .refine(({ beforeDays, date }) => beforeDays === undefined || date !== undefined, {
    error: 'only what has a date can be told before',
    path: ['beforeDays'],
  })
  .refine(({ from, date }) => date === undefined || from === 'won', {
    error: 'dates are of customers: from must be won',
    path: ['date'],
  });
export type WinBackRule = z.infer<typeof WinBackRule>;

/** Asking lost leads by mail why they did not buy, and whether they want to hear from us again (R116, R137). */
export const LossSurveyRule = z.strictObject({
  /** Days after the loss. */
  afterDays: z.int().min(0).max(365),
  /** Where a lead goes on the day that the person names. */
  later: z.enum(['owner', 'qualification']),
});
type LossSurveyRule = z.infer<typeof LossSurveyRule>;

/** The part of the deadlines document that brings leads at rest back. */
interface WinBackRules {
  winBack?: readonly WinBackRule[] | undefined;
  lossSurvey?: LossSurveyRule | undefined;
}

/** What a lead that comes back by such a rule is in qualification for. */
export function reasonOf({ from }: WinBackRule): 'win-back' | 'repurchase' {
  return from === 'lost' ? 'win-back' : 'repurchase';
}

/**
 * Whether a lead is in qualification because it came back by such a rule and nothing was heard of it since. What made it
 * hot is from before, so it is written to like one that is not ripe.
 */
export function isWonBack({ state, reason }: Pick<Lead, 'state' | 'reason'>): boolean {
  return state === 'qualifying' && (reason === 'win-back' || reason === 'repurchase');
}

/** How a lead at rest comes back: by which rule, when (ISO instant), and as which run of the clock. */
export interface WayBack {
  rule: WinBackRule;
  at: string;
  run: string;
}

/**
 * The first rule by which a lead at rest comes back; null where none does. What was due before it was known is left alone,
 * except where the day itself is still ahead: then it is due now. Of a day, a rule counts once. What the person said of
 * this loss goes before all rules: not again, or from a day on.
 * @param now ISO instant, of the loss where the lead has just been lost
 */
export function wayBack(
  lead: Lead,
  { winBack: rules = [], lossSurvey }: WinBackRules,
  { now, calendar }: { now: string; calendar: Calendar },
): WayBack | null {
  const said = saidOfLoss(lead);
  if (said?.winBack === 'never') return null;
  if (said?.day) {
    const rule = asThePersonSaid(lossSurvey);
    const at = addCalendarDays(`${said.day}${MORNING}`, 0, calendar);
    return { rule, at: at < now ? now : at, run: `win-back:${rule.id}:${said.day}` };
  }
  for (const rule of rules) {
    const found = isMeant(lead, rule) ? whenBack(lead, rule, now, calendar) : null;
    if (found) return { rule, ...found };
  }
  return null;
}

/** What a person answered who was asked about the loss that the lead is in. */
function saidOfLoss({ state, stateSince, lossSurvey }: Lead): LossAnswer | null {
  const { answer } = lossSurvey ?? {};
  return state === 'lost' && answer && answer.at > stateSince ? answer : null;
}

/** No rule has this id: rules are named by letters alone. */
const SAID = '@loss-survey';

/** Whoever names a day is spoken to then, also where nobody is asked any more. */
function asThePersonSaid({ later = 'owner' }: Partial<LossSurveyRule> = {}): WinBackRule {
  return {
    id: SAID,
    from: 'lost',
    to: later,
    because: 'the person named this day when asked about the loss',
  };
}

function isMeant(lead: Lead, { from, who, reasons, leastValue }: WinBackRule): boolean {
  const bought = lead.orders.length > 0;
  return (
    lead.state === from &&
    (who === undefined || bought === (who === 'customers')) &&
    (from === 'won' || reasons === undefined || reasons.includes(lead.reason ?? '')) &&
    (leastValue === undefined || worth(lead) >= leastValue)
  );
}

function whenBack(
  lead: Lead,
  rule: WinBackRule,
  now: string,
  calendar: Calendar,
): Omit<WayBack, 'rule'> | null {
  const { date, afterDays = 0, beforeDays = 0 } = rule;
  const day = date === undefined ? undefined : dayOf(lead, date);
  if (date !== undefined && day === undefined) return null;
  const begins = `win-back:${rule.id}:${day ?? ''}`;
  const runs = lead.clocks.filter(({ run }) => run.startsWith(begins));
  if (day !== undefined && runs.some(({ steps }) => steps.some(({ taken }) => taken))) return null;
  const from = day === undefined ? since(lead, rule, now) : `${day}${MORNING}`;
  const at = addCalendarDays(from, afterDays - beforeDays, calendar);
  const going = runs.find(({ state }) => state === 'running');
  if (going && (rule.from === 'lost' || going.target === at || at <= now))
    return { at: going.target, run: going.run };
  if (at <= now && !(beforeDays > 0 && from > now)) return null;
  const nth = lead.clocks.filter(({ name }) => name === 'win-back').length + 1;
  const run = day === undefined || runs.length > 0 ? `${begins}${day ? ':' : ''}${nth}` : begins;
  return { at: at <= now ? now : at, run };
}

/** In the morning, as offices open: a day has no time of its own. */
const MORNING = 'T07:00:00.000Z';

/** A day of the customer: as it was told, or as the person wrote it into a form. */
function dayOf({ dates, extra }: Lead, name: string): string | undefined {
  return dates?.[name] ?? z.iso.date().safeParse(extra[name]).data;
}

/** The instant of the loss, or of the last purchase. */
function since({ orders }: Lead, { from }: WinBackRule, now: string): string {
  const last = orders
    .map(({ at }) => at)
    .sort()
    .at(-1);
  return from === 'won' && last !== undefined ? last : now;
}

function worth({ facts, orders }: Lead): number {
  const bought = orders.reduce((sum, { value = 0 }) => sum + value, 0);
  return Math.max(facts.orderVolume ?? 0, facts.budget ?? 0, bought);
}

/** The rule of a clock run, if it is still in force. */
export function ruleOfRun(
  run: string,
  { winBack: rules = [], lossSurvey }: WinBackRules,
): WinBackRule | null {
  if (run.startsWith(`win-back:${SAID}:`)) return asThePersonSaid(lossSurvey);
  return rules.find(({ id }) => run.startsWith(`win-back:${id}:`)) ?? null;
}

/**
 * The clock that brings a lead back: no promise, but the index of what is due finds it.
 * @param startedAt ISO instant
 */
export function winBackClock({ at, run }: WayBack, startedAt: string, rulesHash: string): Clock {
  const steps: Clock['steps'] = [{ id: 'back', at, do: 'win-back', tell: 'nobody' }];
  const span = { startedAt, target: at, limit: at };
  return { name: 'win-back', run, ...span, state: 'running', rulesHash, steps };
}

/** Why a lead must be left in peace whatever a rule says: an objection, a consent refused, a request or complaint that is open. */
export function mustBeLeft({ reason, consents, clocks }: Lead): string | null {
  if (reason === 'objection') return 'the person objects';
  const refused = Object.keys(consents).find((purpose) => consents[purpose]?.given === false);
  if (refused) return `the person refused ${refused}`;
  const open = clocks.find(
    ({ name, state }) =>
      (name === 'rights' || name === 'complaint') && (state === 'running' || state === 'paused'),
  );
  return open ? `${open.run} is open` : null;
}
