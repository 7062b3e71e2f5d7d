import { changeLead } from '../../shared/change-lead.ts';
import { type Draft, type EventPointer, seqOf } from '../../shared/domain/events.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import { log } from '../../shared/observe/log.ts';
import { advertiseOnce } from './advertise-once.ts';
import type { FulfilPorts } from './answer-inquiry.ts';
import { type NurtureTags, nurtureClaim, stepTaken } from './nurture-record.ts';
import { nextMail } from './rules/next-mail.ts';

/**
 * Sends the mail of a series that is due, or notes why not. May be repeated at will: each mail is sent at most once; where
 * an attempt is in doubt it is left alone, for advertising twice is worse than not at all.
 * @param now ISO instant
 * @throws Fault (retryable) where the mail was surely not sent and should be tried again
 */
export async function nurtureLead(ports: FulfilPorts, pointer: EventPointer, now: string): Promise<void> {
  const lead = await ports.store.load(pointer.leadId, seqOf(pointer.eventId));
  if (!lead) return;
  const { document, hash } = await ports.rules.get('nurture');
  const next = nextMail(lead, document);
  if (!next) return;
  const { series, step } = next;
  const record = (what: Parameters<typeof stepTaken>[1]) =>
    change(ports, pointer, now, (current) => stepTaken(current, what, hash));
  if (next.verdict === 'skip') {
    const { reason, ends } = next;
    return record({ series, step, outcome: 'skipped', reason, ...(ends ? { ends } : {}) });
  }
  const { correlationId } = pointer;
  const tags: NurtureTags = {
    kind: 'nurture',
    leadId: lead.id,
    series,
    step,
    rulesHash: hash,
    correlationId,
  };
  const { to, mail } = next;
  const became = await advertiseOnce(
    ports,
    lead,
    { key: nurtureClaim(lead.id, series, step), tags, to, mail },
    now,
  );
  if (became) return record({ series, step, ...became });
  log.warn('nurture-in-doubt', { leadId: lead.id, series, step });
}

async function change(
  ports: FulfilPorts,
  { leadId, correlationId, eventId: causationId }: EventPointer,
  now: string,
  decide: (lead: Lead) => Draft[],
): Promise<void> {
  const outcome = await changeLead(ports, leadId, { now, by: 'system', correlationId, causationId }, decide);
  if (outcome.outcome === 'changed') log.info('nurture-step-taken', { leadId });
}
