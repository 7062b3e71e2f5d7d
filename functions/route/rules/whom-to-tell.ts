import { type ClockName, isOpen } from '../../../shared/domain/clock.ts';
import type { LeadEvent } from '../../../shared/domain/events.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import type { AgentsDocument } from '../../../shared/rules/agents.ts';

/** Agent ids of those who are told because of their office; the process owner has every office that nobody else has. */
export type People = Pick<AgentsDocument, 'processOwner' | 'dataProtection' | 'complaints'>;

/** A message to a member of staff that an event calls for. */
export interface Telling {
  kind:
    | 'assigned'
    | 'reminder'
    | 'deadline-missed'
    | 'answer-failed'
    | 'replied'
    | 'rights'
    | 'complaint'
    | 'erased';
  /** Agent id. */
  to: string;
}

/**
 * Who is told of an event, and what about. The one responsible hears of the target; the process owner hears from the
 * escalation step on (R133, R148).
 * @param lead the lead as it stands now: a message about a turn that is over is not sent
 */
export function whomToTell(
  event: LeadEvent,
  lead: Lead,
  { processOwner, dataProtection = processOwner, complaints = processOwner }: People,
): Telling | null {
  switch (event.type) {
    case 'RightsRequested':
      return { kind: 'rights', to: dataProtection };
    case 'ComplaintReceived':
      return { kind: 'complaint', to: complaints };
    case 'LeadAssigned': {
      // A customer who is given to somebody else by hand waits for nothing.
      if (lead.state === 'won') return null;
      const current =
        lead.owner?.id === event.data.owner.id && lead.assignment?.turn === event.data.assignment.turn;
      return current ? { kind: 'assigned', to: event.data.owner.id } : null;
    }
    case 'ClockStepTaken':
      return deadline(event.data, lead, { processOwner, dataProtection, complaints });
    case 'AnswerFailed':
      return event.data.reason === 'reply'
        ? { kind: 'replied', to: lead.owner?.id ?? processOwner }
        : { kind: 'answer-failed', to: processOwner };
    default:
      return null;
  }
}

/** Messages that may wait for others to the same reader; a person who waits for a person may not. */
const TOGETHER: readonly Telling['kind'][] = ['reminder', 'deadline-missed', 'answer-failed'];

/** True if a message is told together with others (spec 6: bundled per quarter hour). @param atOnce clocks whose messages are not */
export function mayWait({ kind }: Telling, event: LeadEvent, atOnce: readonly ClockName[]): boolean {
  return TOGETHER.includes(kind) && !(event.type === 'ClockStepTaken' && atOnce.includes(event.data.clock));
}

function deadline(
  { do: step, tell, clock, run }: Extract<LeadEvent, { type: 'ClockStepTaken' }>['data'],
  lead: Lead,
  people: Required<People>,
): Telling | null {
  if (tell === 'nobody') return null;
  const kind = step === 'remind' ? 'reminder' : 'deadline-missed';
  // What was done while the reminder waited needs none.
  const running = lead.clocks.find((clock) => clock.run === run);
  if (kind === 'reminder' && running && !isOpen(running)) return null;
  if (!tell.startsWith('owner:'))
    return { kind, to: kind === 'reminder' ? carer(clock, people) : people.processOwner };
  const owner = tell.slice('owner:'.length);
  return kind === 'reminder' && lead.owner?.id !== owner ? null : { kind, to: owner };
}

/** Who cares for what a clock waits for, where it is no owner of leads. */
function carer(clock: ClockName, { processOwner, dataProtection, complaints }: Required<People>): string {
  if (clock === 'rights') return dataProtection;
  return clock === 'complaint' ? complaints : processOwner;
}

/** Who is told that a person was erased whose data they had (Art. 19 GDPR): each agent who is still there. */
export function whomToTellOfErasure(
  { data }: Extract<LeadEvent, { type: 'LeadErased' }>,
  { agents }: Pick<AgentsDocument, 'agents'>,
): Telling[] {
  const known = new Set(agents.map(({ id }) => `owner:${id}`));
  return data.passedTo
    .filter((one) => known.has(one))
    .map((one) => ({ kind: 'erased', to: one.slice('owner:'.length) }));
}
