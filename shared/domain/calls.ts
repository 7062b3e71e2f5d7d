/** What telephone calls leave behind on a lead, and when the next one is due (spec 3, "Rounds"). */
import * as z from 'zod';
import { mayBeContacted } from './contact.ts';
import type { LeadEvent } from './events.ts';
import type { Consent } from './facts.ts';
import type { Lead } from './lead.ts';

/** Every call ends in one of these. */
export const CallResult = z.enum(['reached', 'not-reached', 'call-back', 'wrong-number', 'refused']);
export type CallResult = z.infer<typeof CallResult>;

/** The calls of a lead, as far as they decide on the next one. */
export const Calls = z.object({
  /** Calls that reached nobody since the person was last reached, asked again or came into another round. */
  attempts: z.int().min(0),
  last: z.object({ at: z.iso.datetime(), result: CallResult }),
  /** Not before then: agreed with the person, or by rule. */
  nextAt: z.iso.datetime().optional(),
  /** Nobody calls again before the next round or inquiry: the person was reached, or tried often enough. */
  over: z.literal(true).optional(),
  /** Numbers that are somebody else's: never called again. */
  wrong: z.array(z.string()).optional(),
});
export type Calls = z.infer<typeof Calls>;

type CallMade = Extract<LeadEvent, { type: 'CallMade' }>;

/** What a call changes on a lead. */
export function called(lead: Lead, event: CallMade): Partial<Lead> {
  const { at, data } = event;
  const { result, attempts, nextAt, over } = data;
  const { phone } = lead.facts;
  const known = lead.calls?.wrong ?? [];
  const wrong = result === 'wrong-number' && phone ? [...new Set([...known, phone])] : known;
  const refusal = refusalIn(event);
  return {
    calls: {
      attempts,
      last: { at, result },
      ...(nextAt ? { nextAt } : {}),
      ...(over ? { over } : {}),
      ...(wrong.length > 0 ? { wrong } : {}),
    },
    ...(refusal ? { consents: { ...lead.consents, ...refusal } } : {}),
    ...(result === 'reached' || result === 'refused' ? { heardAt: at } : {}),
  };
}

/** The consents that a call took away, or null. */
export function refusalIn(event: LeadEvent): Record<'phone', Consent> | null {
  if (event.type !== 'CallMade' || event.data.result !== 'refused') return null;
  return { phone: { given: false, at: event.at, source: 'call' } };
}

/** A new inquiry or round: calls are counted from the start. What was agreed, and wrong numbers, stay. */
export function countedAnew({ calls }: Pick<Lead, 'calls'>): Pick<Lead, 'calls'> {
  if (!calls) return {};
  const { over: _, ...rest } = calls;
  return { calls: { ...rest, attempts: 0 } };
}

/** When the person wants to be called again, as was agreed with them. */
export function agreedCall({ calls }: Pick<Lead, 'calls'>): string | undefined {
  return calls?.last.result === 'call-back' ? calls.nextAt : undefined;
}

/** The lead's calls with the wrong numbers of another one that is the same person, and the call that was agreed there. */
export function withCallsOf(
  { calls }: Pick<Lead, 'calls'>,
  { wrongNumbers = [], callBackAt }: { wrongNumbers?: string[] | undefined; callBackAt?: string | undefined },
  at: string,
): Pick<Lead, 'calls'> {
  if (wrongNumbers.length === 0 && !callBackAt) return {};
  const own = calls ?? { attempts: 0, last: { at, result: 'wrong-number' as const } };
  const wrong = [...new Set([...(own.wrong ?? []), ...wrongNumbers])];
  const agreed = agreedCall({ calls });
  const sooner = callBackAt && (!agreed || callBackAt < agreed) ? callBackAt : undefined;
  const { over: _, ...open } = own;
  return {
    calls: {
      ...(sooner ? { ...open, last: { at, result: 'call-back' }, nextAt: sooner } : own),
      ...(wrong.length > 0 ? { wrong } : {}),
    },
  };
}

/** The number under which the person can be called, or undefined. */
export function usablePhone({ facts, calls }: Pick<Lead, 'facts' | 'calls'>): string | undefined {
  return facts.phone !== undefined && !calls?.wrong?.includes(facts.phone) ? facts.phone : undefined;
}

/**
 * The instant from which somebody should call, or null where nobody should: only a lead in qualification is called, by a
 * number that is right, and nobody who does not want to. What else rules ask for (hours, consent) is decided at the call.
 */
export function callDue(lead: Lead): string | null {
  const { state, stateSince, roundSince, calls, consents, merged } = lead;
  if (state !== 'qualifying' || merged || usablePhone(lead) === undefined) return null;
  if (consents.phone?.given === false || !mayBeContacted(lead)) return null;
  if (calls?.nextAt) return calls.nextAt;
  if (calls?.over) return null;
  return roundSince !== undefined && roundSince > stateSince ? roundSince : stateSince;
}
