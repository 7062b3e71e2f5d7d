import { type EventPointer, seqOf } from '../../../shared/domain/events.ts';
import { AT_REST } from '../../../shared/domain/lifecycle.ts';
import type { OfPerson } from './of-person.ts';

/**
 * Whether a lead whose keeping a rule ended has gone on since, as where the message came late and the person asked again
 * meanwhile: then nothing is erased, and its clock decides anew. What a person asked for is done whatever came after it.
 */
export function hasGoneOn(
  leads: readonly OfPerson[],
  { type, leadId, eventId }: Pick<EventPointer, 'type' | 'leadId' | 'eventId'>,
): boolean {
  if (type !== 'RetentionEnded') return false;
  const { state, seq } = leads.find(({ lead }) => lead.id === leadId)?.lead ?? {};
  if (state === undefined || state === 'erased') return false;
  return seq !== seqOf(eventId) || !(state === 'excluded' || AT_REST.includes(state));
}
