/** How long a lead at rest is kept, and why (R64, R106 and R198 against R191). */
import * as z from 'zod';
import { addCalendarDays, type Calendar } from '../domain/business-time.ts';
import type { Clock } from '../domain/clock.ts';
import type { Lead } from '../domain/lead.ts';
import { DocumentHead } from './document.ts';
import { openCases } from './open-case.ts';

/** What was set aside can be taken back for so many days (spec 2): nothing goes before. */
const LEAST_DAYS = 30;

/** One rule of keeping. The first that fits a lead counts. */
const RetentionRule = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'an id is small letters, figures and hyphens'),
  /** States of rest; a lead that somebody works on is never erased by rule. */
  states: z.array(z.enum(['excluded', 'dormant', 'lost', 'won'])).min(1),
  /** Only those who bought once, or only those who never did. */
  who: z.enum(['leads', 'customers']).optional(),
  /** Codes of why it rests, such as `objection`; any, where none is named. */
  reasons: z.array(z.string().min(1)).min(1).optional(),
  /** Days since it came to rest, or since the person was last heard of, whichever is later. */
  keepDays: z.int().min(LEAST_DAYS).max(36_500),
  because: z.string().min(1),
});

/** How long leads at rest are kept. Those that no rule names are kept until the person asks. */
export const RetentionDocument = DocumentHead.extend({
  /** In the order in which they are tried. */
  rules: z.array(RetentionRule),
});
export type RetentionDocument = z.infer<typeof RetentionDocument>;

/** Until when a lead is kept: by which rule, the ISO instant, and as which run of the clock. */
export interface Kept {
  rule: z.infer<typeof RetentionRule>;
  at: string;
  run: string;
}

/**
 * Until when a lead is kept.
 * @returns null for one that somebody works on, that no rule names, or that somebody waits for an answer about
 */
export function keptUntil(lead: Lead, { rules }: RetentionDocument, calendar: Calendar): Kept | null {
  const rule = rules.find((one) => isMeant(lead, one));
  if (!rule || openCases(lead).length > 0) return null;
  return {
    rule,
    at: addCalendarDays(lastHeard(lead), rule.keepDays, calendar),
    run: `retention:${rule.id}`,
  };
}

function isMeant({ state, reason, orders }: Lead, { states, who, reasons }: Kept['rule']): boolean {
  return (
    states.some((one) => one === state) &&
    (who === undefined || orders.length > 0 === (who === 'customers')) &&
    (reasons === undefined || reasons.includes(reason ?? ''))
  );
}

/** The latest of rest, inquiry, order and other sign of life. */
function lastHeard({ stateSince, heardAt, inquiries, orders }: Lead): string {
  const signs = [...inquiries.map(({ receivedAt }) => receivedAt), ...orders.map(({ at }) => at)];
  return [stateSince, heardAt ?? '', ...signs].reduce((last, at) => (at > last ? at : last));
}

/**
 * The clock at whose end a lead is erased: no promise, but the index of what is due finds it.
 * @param startedAt ISO instant
 */
export function retentionClock({ at, run }: Kept, startedAt: string, rulesHash: string): Clock {
  const steps: Clock['steps'] = [{ id: 'end', at, do: 'erase', tell: 'nobody' }];
  const span = { startedAt, target: at, limit: at };
  return { name: 'retention', run, ...span, state: 'running', rulesHash, steps };
}
