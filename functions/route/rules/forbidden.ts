import type { Refusal } from '../../../shared/change-lead.ts';
import type { Lead } from '../../../shared/domain/lead.ts';

/** The refusal of an action that the lifecycle forbids; it names state and action. */
export function forbidden(lead: Lead, action: string): Refusal {
  return {
    refused: 'action-not-possible',
    because: `A lead that is ${lead.state} does not allow ${action}.`,
  };
}
