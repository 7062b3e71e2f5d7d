import { type EventPointer, seqOf } from '../../shared/domain/events.ts';
import { Fault } from '../../shared/domain/faults.ts';
import { sendOnce } from '../../shared/mail/send-once.ts';
import { log } from '../../shared/observe/log.ts';
import type { AgentsDocument } from '../../shared/rules/agents.ts';
import { messageRules } from '../../shared/rules/deadlines.ts';
import { mayWait, type Telling, whomToTell, whomToTellOfErasure } from './rules/whom-to-tell.ts';
import { type Message, messageMail, type Reading } from './staff-mail.ts';
import { type CapacityPorts, tellCapacity } from './tell-capacity.ts';
import { type TogetherPorts, tellTogether } from './tell-together.ts';

type StaffPorts = TogetherPorts & CapacityPorts;

/**
 * Sees to the message to staff that an event calls for: told at once and once, or together with others to the same
 * reader. One told at once that may have been sent is not sent again: the clock that runs reminds in any case.
 */
export async function tellStaff(ports: StaffPorts, pointer: EventPointer, now: string): Promise<void> {
  const found = await ports.store.loadWithHistory(pointer.leadId, seqOf(pointer.eventId));
  const event = found?.events.find(({ id }) => id === pointer.eventId);
  if (!found || !event) return;
  const [{ document: agents }, { document: deadlines }] = await Promise.all([
    ports.rules.get('agents'),
    ports.rules.get('deadlines'),
  ]);
  if (event.type === 'LeadParked') return tellCapacity(ports, event, now);
  if (event.type === 'LeadErased') {
    for (const telling of whomToTellOfErasure(event, agents))
      await tellAtOnce(ports, { event, lead: found.lead, telling }, readerOf(telling, agents, now));
    return;
  }
  const telling = whomToTell(event, found.lead, agents);
  if (!telling) return;
  if (mayWait(telling, event, messageRules(deadlines).atOnce)) {
    const notice = { eventId: event.id, leadId: pointer.leadId, at: event.at };
    await ports.notices.add(telling.to, notice, now);
    return tellTogether(ports, telling.to, now);
  }
  await tellAtOnce(ports, { event, lead: found.lead, telling }, readerOf(telling, agents, now));
}

/** Whoever is gone cannot be told: the process owner is told instead (spec 6). */
function readerOf({ to }: Telling, { agents, processOwner, timeZone }: AgentsDocument, now: string): Reading {
  const agent = agents.find(({ id }) => id === to) ?? agents.find(({ id }) => id === processOwner);
  if (!agent) throw new Fault('agent-unknown', { retryable: false, detail: to });
  return { agent, timeZone, now };
}

async function tellAtOnce(ports: StaffPorts, message: Message, reading: Reading): Promise<void> {
  const once = {
    key:
      message.telling.kind === 'erased'
        ? `told:${message.event.id}:${message.telling.to}`
        : `told:${message.event.id}`,
    mail: await messageMail(ports, message, reading),
    reference: (mailId: string) => mailId,
    hindrance: async () => null,
  };
  const sent = await sendOnce(ports, once, reading.now);
  const about = { leadId: message.lead.id, kind: message.telling.kind };
  if (sent.outcome === 'refused') log.warn('staff-unreachable', { ...about, reason: sent.reason });
  else log.info('staff-told', { ...about, outcome: sent.outcome });
}
