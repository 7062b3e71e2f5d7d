import * as z from 'zod';
import type { Refusal } from '../../../shared/change-lead.ts';
import { type Clock, DeadlineName, isPromise } from '../../../shared/domain/clock.ts';
import type { Draft } from '../../../shared/domain/events.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import { resumed } from '../../../shared/rules/pause.ts';
import type { ClockRules } from '../../../shared/rules/watch.ts';

/** A pause that nobody ends is how leads get lost: it always has an end, at most so many days from now. */
const LONGEST_DAYS = 366;
const DAY_MS = 86_400_000;

/** What staff do with a deadline that nobody can meet for now. */
export const ClockAction = z.discriminatedUnion('action', [
  z.object({
    action: z.literal('pause'),
    clock: DeadlineName,
    reason: z.string().trim().min(3).max(500),
    /** An instant, or a date whose end is meant. */
    until: z.union([z.iso.datetime({ offset: true }), z.iso.date()]),
  }),
  z.object({ action: z.literal('resume'), clock: DeadlineName }),
]);
export type ClockAction = z.infer<typeof ClockAction>;

/** True for a running deadline; what else a clock waits for is set with the decision or the rule. */
export const isPausable = (clock: Clock): boolean => clock.state === 'running' && isPromise(clock);

/** Pauses the runs of a clock, or lets them go on. @param now ISO instant; `until` is an ISO instant too */
export function moveClock(
  lead: Lead,
  request: ClockAction,
  now: string,
  rules: ClockRules,
): Draft[] | Refusal {
  const { clock: name } = request;
  const state = request.action === 'pause' ? 'running' : 'paused';
  const found = lead.clocks.filter((clock) => clock.name === name && clock.state === state);
  if (found.length === 0) return { refused: 'no-such-clock', because: `No clock ${name} is ${state}.` };
  if (request.action === 'resume')
    return found.map((clock) => resumed({ lead, clock, now }, 'by-staff', rules));
  const { reason, until } = request;
  const latest = new Date(Date.parse(now) + LONGEST_DAYS * DAY_MS).toISOString();
  if (until <= now || until > latest)
    return { refused: 'until-not-possible', because: `A pause ends within ${LONGEST_DAYS} days from now.` };
  return found.map(({ run }) => ({
    type: 'ClockPaused',
    because: reason,
    data: { clock: name, run, reason, until },
    clocks: [{ op: 'pause', run, at: now, until }],
  }));
}
