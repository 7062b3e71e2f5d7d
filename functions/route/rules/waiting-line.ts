import type { Clock, ClockChange } from '../../../shared/domain/clock.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import type { Ledger, Waiting } from '../../../shared/domain/ledger.ts';

/** Leads that the line of a pool keeps in order; whoever comes after them is still asked for at its own instant. */
export const LONGEST = 200;
/** After this a lead is tried again in any case, for the directory may have changed: milliseconds. */
const LATEST_MS = 24 * 3_600_000;

/** A lead's place in the line: highest score first, then oldest first. */
export function placeOf({ id, score, createdAt, passedOver }: Lead): Waiting {
  const place = { leadId: id, score: score?.value ?? 0, since: createdAt };
  return passedOver.length > 0 ? { ...place, had: passedOver } : place;
}

/** The leads of the line that come before a lead, best first. */
export function before(place: Waiting, { waiting = [] }: Ledger): Waiting[] {
  return waiting.filter((other) => other.leadId !== place.leadId && inOrder(other, place) < 0);
}

/**
 * Which of those that come before a lead are asked first: whom somebody can take who has not had them. However many wait
 * for one who is away, the turns of the others stay short. Of the rest one is looked at each turn, by the version
 * of the ledger, so that whoever left the line by another way is found.
 * @param canTake true if somebody can take leads now who is none of those
 */
export function askedFirst(
  ahead: readonly Waiting[],
  canTake: (had: readonly string[]) => boolean,
  { version }: Pick<Ledger, 'version'>,
): Waiting[] {
  const others = ahead.filter(({ had }) => had && !canTake(had));
  const looked = others[version % others.length];
  return ahead.filter((place) => place === looked || !others.includes(place));
}

/** The ledger with the lead at its place in the line. */
export function enter(ledger: Ledger, place: Waiting): Ledger {
  const others = (ledger.waiting ?? []).filter(({ leadId }) => leadId !== place.leadId);
  return { ...ledger, waiting: [...others, place].sort(inOrder).slice(0, LONGEST) };
}

/** The ledger without leads that wait no longer. */
export function leave(ledger: Ledger, leadIds: ReadonlySet<string>): Ledger {
  if (!ledger.waiting) return ledger;
  return { ...ledger, waiting: ledger.waiting.filter(({ leadId }) => !leadIds.has(leadId)) };
}

function inOrder(one: Waiting, other: Waiting): number {
  if (one.score !== other.score) return other.score - one.score;
  if (one.since !== other.since) return one.since < other.since ? -1 : 1;
  return one.leadId < other.leadId ? -1 : 1;
}

/** True if it is fixed already when the lead is tried again. @param now ISO instant */
export function isPlanned(lead: Lead, now: string): boolean {
  return routingClock(lead)?.steps.some(({ id, at }) => id.startsWith('line-') && at > now) ?? false;
}

/**
 * Fixes when a waiting lead is tried again: at the instant when somebody is free, and within a day.
 * @param free ISO instant, null where nobody will be
 */
export function planned(lead: Lead, free: string | null, now: string): ClockChange[] {
  const clock = routingClock(lead);
  if (!clock) return [];
  const latest = new Date(Date.parse(now) + LATEST_MS).toISOString();
  const at = free !== null && free < latest ? free : latest;
  const id = `line-${clock.steps.length + 1}`;
  return [{ op: 'plan', run: clock.run, step: { id, at, do: 'again', tell: 'nobody' } }];
}

function routingClock({ clocks }: Lead): Clock | undefined {
  return clocks.find(({ name, state }) => name === 'routing' && state === 'running');
}
