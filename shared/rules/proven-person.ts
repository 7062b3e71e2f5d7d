import type { LeadEvent } from '../domain/events.ts';
import type { Lead } from '../domain/lead.ts';

/**
 * Whether whoever reads the mails of one address is surely the person behind all that a lead knows. A name, a telephone
 * number or somebody else's external id is enough to be joined with a person, and must not be enough to read their data:
 * every inquiry must have come from that one address, and no other lead may have been joined with this one.
 * @param asked the lead that the link was made for
 * @param events the whole history of the lead
 */
export function isProvenPerson(asked: string, { id, facts }: Lead, events: readonly LeadEvent[]): boolean {
  const address = facts.email?.toLowerCase();
  return (
    asked === id &&
    address !== undefined &&
    events.every(
      (event) =>
        event.type !== 'DuplicateMerged' &&
        (event.type !== 'InquiryReceived' || event.data.facts.email?.toLowerCase() === address),
    )
  );
}
