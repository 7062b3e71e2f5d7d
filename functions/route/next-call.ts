import { addBusinessMinutes } from '../../shared/domain/business-time.ts';
import { callDue } from '../../shared/domain/calls.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import type { Claims } from '../../shared/ports/claims.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import { type CallRules, USUAL_CALLS } from '../../shared/rules/calls.ts';
import { calendarOf } from '../../shared/rules/deadlines.ts';
import { byCallUrgency, mayCall } from './rules/choose-call.ts';

/** Leads that are looked at in one read, and how many reads: the longest due come first. */
const PAGE = 50;
const PAGES = 4;
/** How long a lead is kept for the agent who has got it, without a result. */
const HELD_MS = 15 * 60_000;

export interface CallPorts {
  store: LeadStore;
  rules: ActiveRules;
  claims: Claims;
}

/** How calls stand now: how many are due (at most 50 are counted), and when the next one is, or the hours begin. */
export interface CallStanding {
  due: number;
  nextAt: string | null;
  /** ISO instant of the next opening, where no calls are made now. */
  closedUntil: string | null;
}

/** What there is to call. @param now ISO instant */
export async function callStanding(ports: CallPorts, now: string): Promise<CallStanding> {
  const { rules, closedUntil } = await rulesAt(ports.rules, now);
  const { items } = await ports.store.listCalls({ limit: PAGE });
  const may = items.filter((lead) => mayCall(lead, rules));
  const later = may.map(callDue).find((at) => at !== null && at > now);
  return { due: may.filter((lead) => isDue(lead, now)).length, nextAt: later ?? null, closedUntil };
}

/**
 * The most urgent lead that may be called now, kept for a quarter of an hour for whoever asked: nobody else gets it
 * meanwhile. Of the 200 that have been due longest, what was agreed comes first, then the warmer ones.
 * @param now ISO instant
 * @returns its id, or null where nobody is to be called now
 */
export async function nextCall(ports: CallPorts, now: string): Promise<string | null> {
  const { rules, closedUntil } = await rulesAt(ports.rules, now);
  if (closedUntil !== null) return null;
  const due: Lead[] = [];
  let cursor: string | undefined;
  for (let read = 0; read < PAGES; read++) {
    const page = await ports.store.listCalls({ limit: PAGE, ...(cursor ? { cursor } : {}) });
    due.push(...page.items.filter((lead) => isDue(lead, now) && mayCall(lead, rules)));
    cursor = page.items.every((lead) => isDue(lead, now)) ? page.cursor : undefined;
    if (!cursor) break;
  }
  for (const lead of byCallUrgency(due)) if (await hold(ports.claims, lead, now)) return lead.id;
  return null;
}

async function rulesAt(
  rules: ActiveRules,
  now: string,
): Promise<{ rules: CallRules; closedUntil: string | null }> {
  const [definition, calendars] = await Promise.all([rules.get('definition'), rules.get('calendars')]);
  const calls = definition.document.calls ?? USUAL_CALLS;
  const open = addBusinessMinutes(now, 0, calendarOf(calendars.document, calls.calendar));
  return { rules: calls, closedUntil: Date.parse(open) > Date.parse(now) ? open : null };
}

const isDue = (lead: Lead, now: string): boolean => (callDue(lead) ?? '9999') <= now;

/** Each call has a claim of its own: with its result the lead is free for the next one. */
async function hold(claims: Claims, { id, calls }: Lead, now: string): Promise<boolean> {
  const key = `call/${id}/${calls?.last.at ?? 'first'}`;
  const claim = await claims.claim(key, now);
  if (claim.outcome === 'claimed') return true;
  if (claim.outcome !== 'in-doubt' || Date.parse(now) - Date.parse(claim.since) < HELD_MS) return false;
  return claims.takeOver(key, claim.since, now);
}
