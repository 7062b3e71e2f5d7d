import type { LeadEvent } from '../../../shared/domain/events.ts';
import type { OwnerAction } from './act.ts';

/** The event by which an action is known. */
const MARK: Record<OwnerAction['action'], LeadEvent['type']> = {
  accept: 'LeadAccepted',
  decline: 'OwnerReleased',
  contacted: 'ContactMade',
  return: 'LeadReturned',
  opportunity: 'OpportunityOpened',
  won: 'LeadWon',
  lost: 'LeadLost',
  note: 'NoteAdded',
};

/**
 * Tells whether an action was done already from the same view of a page: a button pressed twice, a form sent again.
 * A button works once for each time that its page was shown.
 * @param events the lead's history
 * @param by who acts, as the events name them
 * @param cause id of the newest event that the page showed
 */
export function isRepeated(
  events: readonly LeadEvent[],
  { by, cause }: { by: string; cause: string },
  action: OwnerAction,
): boolean {
  return events.some(
    (event) =>
      event.by === by &&
      event.causationId === cause &&
      event.type === MARK[action.action] &&
      (event.type !== 'NoteAdded' || event.data.text === action.note),
  );
}
