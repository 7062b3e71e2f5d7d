/** Which leads and customers are addressed again, when, and by whom (spec 5, "Win-back" and "Repurchase"). */
import * as z from 'zod';
import { addCalendarDays, type Calendar } from '../domain/business-time.ts';
import type { Clock } from '../domain/clock.ts';
import type { Lead } from '../domain/lead.ts';

/** One way back. The first that fits a lead counts. */
export const WinBackRule = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'an id is small letters, figures and hyphens'),
  /** `won` is who bought and may buy again. */
  from: z.enum(['lost', 'won']),
  /** Only those who bought once, or only those who never did. */
  who: z.enum(['leads', 'customers']).optional(),
  /** Codes of the reasons of a loss; any, where none is named. */
  reasons: z.array(z.string().min(1)).min(1).optional(),
  /** Order volume, budget or the sum of the orders, whichever is most, in the currency of the facts. */
  leastValue: z.number().positive().optional(),
  /** Days since the loss or the purchase. */
  afterDays: z.int().min(1).max(3650),
  /** Straight to whoever had the lead, or into qualification as a new round. */
  to: z.enum(['owner', 'qualification']),
  because: z.string().min(1),
});
export type WinBackRule = z.infer<typeof WinBackRule>;

/** What a lead that comes back by such a rule is in qualification for. */
export function reasonOf({ from }: WinBackRule): 'win-back' | 'repurchase' {
  return from === 'lost' ? 'win-back' : 'repurchase';
}

/** The rule by which a lead at rest comes back, or null. */
export function winBackOf(lead: Lead, rules: readonly WinBackRule[]): WinBackRule | null {
  const bought = lead.orders.length > 0;
  const found = rules.find(
    ({ from, who, reasons, leastValue }) =>
      lead.state === from &&
      (who === undefined || bought === (who === 'customers')) &&
      (from === 'won' || reasons === undefined || reasons.includes(lead.reason ?? '')) &&
      (leastValue === undefined || worth(lead) >= leastValue),
  );
  return found ?? null;
}

function worth({ facts, orders }: Lead): number {
  const bought = orders.reduce((sum, { value = 0 }) => sum + value, 0);
  return Math.max(facts.orderVolume ?? 0, facts.budget ?? 0, bought);
}

/** Name of the clock run of a rule on a lead. */
const runOf = ({ id }: WinBackRule, nth: number): string => `win-back:${id}:${nth}`;

/** The rule of a clock run, if it is still in force. */
export function ruleOfRun(run: string, rules: readonly WinBackRule[]): WinBackRule | null {
  return rules.find(({ id }) => run.startsWith(`win-back:${id}:`)) ?? null;
}

/**
 * The clock that brings a lead back: no promise, but the index of what is due finds it.
 * @param startedAt ISO instant of the loss or the purchase
 */
export function winBackClock(
  lead: Lead,
  rule: WinBackRule,
  { startedAt, rulesHash, calendar }: { startedAt: string; rulesHash: string; calendar: Calendar },
): Clock {
  const at = addCalendarDays(startedAt, rule.afterDays, calendar);
  const nth = lead.clocks.filter(({ name }) => name === 'win-back').length + 1;
  const steps: Clock['steps'] = [{ id: 'back', at, do: 'win-back', tell: 'nobody' }];
  const span = { startedAt, target: at, limit: at };
  return { name: 'win-back', run: runOf(rule, nth), ...span, state: 'running', rulesHash, steps };
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
