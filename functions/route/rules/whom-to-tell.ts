import type { LeadEvent } from '../../../shared/domain/events.ts';
import type { Lead } from '../../../shared/domain/lead.ts';

/** A message to a member of staff that an event calls for. */
export interface Telling {
  kind: 'assigned' | 'reminder' | 'deadline-missed' | 'answer-failed' | 'replied' | 'parked';
  /** Agent id. */
  to: string;
}

/**
 * Who is told of an event, and what about. The one responsible hears of the target; the process owner hears from the
 * escalation step on (R133, R148).
 * @param lead the lead as it stands now: a message about a turn that is over is not sent
 */
export function whomToTell(event: LeadEvent, lead: Lead, processOwner: string): Telling | null {
  switch (event.type) {
    case 'LeadAssigned': {
      // A customer who is given to somebody else by hand waits for nothing.
      if (lead.state === 'won') return null;
      const current =
        lead.owner?.id === event.data.owner.id && lead.assignment?.turn === event.data.assignment.turn;
      return current ? { kind: 'assigned', to: event.data.owner.id } : null;
    }
    case 'ClockStepTaken':
      return deadline(event.data.do, event.data.tell, lead, processOwner);
    case 'AnswerFailed':
      return event.data.reason === 'reply'
        ? { kind: 'replied', to: lead.owner?.id ?? processOwner }
        : { kind: 'answer-failed', to: processOwner };
    case 'LeadParked':
      return isNews(event.data) ? { kind: 'parked', to: processOwner } : null;
    default:
      return null;
  }
}

/** A line that begins is told once, and again when it is ten times as long. */
function isNews({
  line = 1,
  still = false,
}: {
  line?: number | undefined;
  still?: boolean | undefined;
}): boolean {
  return !still && Number.isInteger(Math.log10(line));
}

function deadline(step: string, tell: string, lead: Lead, processOwner: string): Telling | null {
  if (tell === 'nobody') return null;
  const kind = step === 'remind' ? 'reminder' : 'deadline-missed';
  if (!tell.startsWith('owner:')) return { kind, to: processOwner };
  const owner = tell.slice('owner:'.length);
  return kind === 'reminder' && lead.owner?.id !== owner ? null : { kind, to: owner };
}
