import { type Act, keepActs } from '../domain/behaviour.ts';
import type { Draft } from '../domain/events.ts';
import type { Lead } from '../domain/lead.ts';
import type { State } from '../domain/lifecycle.ts';
import type { IntakeDocument } from './intake.ts';
import { unmasked } from './machines.ts';

type Behaviour = IntakeDocument['behaviour'];

/** Nobody is known any more by what they did. */
const OVER: readonly State[] = ['merged', 'erased'];

/**
 * What it means for a lead that the person did something. Acts that are known are left out, and so are those that the
 * person's consent does not cover.
 * @returns one event for all of them; none where nothing is new
 */
export function seenDrafts(lead: Lead, acts: readonly Act[], behaviour: Behaviour): Draft[] {
  if (OVER.includes(lead.state)) return [];
  const known = new Set((lead.behaviour ?? []).map(({ id }) => id));
  const told = acts.flatMap((act) => {
    const consent = consentTo(act, lead, behaviour);
    return known.has(act.id) || consent === null ? [] : [[act.id, { ...act, consent }] as const];
  });
  const fresh = [...new Map(told).values()];
  if (fresh.length === 0) return [];
  const kept = keepActs(lead.behaviour ?? [], { acts: fresh, voided: [] });
  const reasons = unmasked(kept);
  const voided = reasons.filter(({ id }) => known.has(id));
  const stay = new Set(kept.map(({ id }) => id));
  const seen = fresh
    .filter(({ id }) => stay.has(id))
    .map((act) => {
      const reason = reasons.find(({ id }) => id === act.id)?.reason;
      return reason === undefined ? act : { ...act, void: reason };
    });
  if (seen.length === 0 && voided.length === 0) return [];
  return [
    {
      type: 'BehaviourSeen',
      ...(reasons.length > 0 ? { rule: 'shared/machines', because: because(reasons) } : {}),
      data: { acts: seen, voided },
    },
  ];
}

/** The consent that allows to keep an act with the person: a "no" of the person's own outweighs what a site says. */
function consentTo(act: Pick<Act, 'consent'>, lead: Lead, behaviour: Behaviour): string | null {
  return hasRefused(lead, behaviour) ? null : (act.consent ?? ownConsent(lead, behaviour));
}

/** The purpose by which the person agreed that what they do is kept with them; null for who did not, or refused one. */
export function ownConsent(lead: Lead, behaviour: Behaviour): string | null {
  if (hasRefused(lead, behaviour)) return null;
  return behaviour.purposes.find((purpose) => lead.consents[purpose]) ?? null;
}

const hasRefused = ({ consents }: Lead, { purposes }: Behaviour): boolean =>
  purposes.some((purpose) => consents[purpose]?.given === false);

function because(reasons: readonly { reason: string }[]): string {
  const kinds = [...new Set(reasons.map(({ reason }) => reason))].join(', ');
  return `${reasons.length} done by machines: ${kinds}`;
}
