import { localDate } from '../../shared/domain/business-time.ts';
import type { LeadEvent } from '../../shared/domain/events.ts';
import { Fault } from '../../shared/domain/faults.ts';
import { sendOnce } from '../../shared/mail/send-once.ts';
import { log } from '../../shared/observe/log.ts';
import type { Absences } from '../../shared/ports/absences.ts';
import type { Claims } from '../../shared/ports/claims.ts';
import type { Mailer } from '../../shared/ports/mailer.ts';
import { bundleClaim } from '../../shared/ports/notices.ts';
import { messageRules } from '../../shared/rules/deadlines.ts';
import { poolBacklog } from './pool-backlog.ts';
import { capacityMail, type MailPorts } from './staff-mail.ts';

export interface CapacityPorts extends MailPorts {
  claims: Claims;
  mailer: Mailer;
  absences: Absences;
}

type Parked = Extract<LeadEvent, { type: 'LeadParked' }>;

/**
 * Tells the process owner that hot leads wait for a pool: once a day while it lasts, for each lead in a line is tried
 * again within a day, and once more when the line is ten times as long (spec 5, capacity check; R2).
 * @param now ISO instant
 */
export async function tellCapacity(
  ports: CapacityPorts,
  { data: parked, at }: Parked,
  now: string,
): Promise<void> {
  const [{ document: deadlines }, { document: agents }, { document: pools }] = await Promise.all([
    ports.rules.get('deadlines'),
    ports.rules.get('agents'),
    ports.rules.get('pools'),
  ]);
  if (messageRules(deadlines).capacity === 'off') return;
  const id = nameOf(parked, localDate(at, agents));
  if ((await ports.claims.read(bundleClaim(id)))?.outcome === 'done') return;
  const pool = pools.pools.find((some) => some.id === parked.pool);
  const agent = agents.agents.find((some) => some.id === agents.processOwner);
  if (!agent) throw new Fault('agent-unknown', { retryable: false, detail: agents.processOwner });
  const backlog = pool ? await poolBacklog(ports, pool, now) : null;
  if (!backlog) return;
  const reading = { agent, timeZone: agents.timeZone, now, tags: { pool: parked.pool, bundle: id } };
  const once = {
    key: bundleClaim(id),
    mail: await capacityMail(ports, backlog, reading),
    reference: (mailId: string) => mailId,
    hindrance: async () => null,
  };
  const sent = await sendOnce(ports, once, now);
  const about = { kind: 'capacity', pool: parked.pool };
  if (sent.outcome === 'refused') log.warn('staff-unreachable', { ...about, reason: sent.reason });
  else log.info('staff-told', { ...about, outcome: sent.outcome });
}

/** Names the message of the day on which a lead was sent to the line, in letters that a tag of a mail can have. */
function nameOf({ pool, line = 1, still = false }: Parked['data'], day: string): string {
  const grown = !still && line > 1 && Number.isInteger(Math.log10(line)) ? `-${line}` : '';
  return `capacity-${pool}-${day}${grown}`.replace(/[^\w-]/g, '_');
}
