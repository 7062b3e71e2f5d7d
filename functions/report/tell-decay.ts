import { Fault } from '../../shared/domain/faults.ts';
import { log } from '../../shared/observe/log.ts';
import { decayLetter } from './mails/digest-letter.ts';
import { decayed } from './rules/decayed.ts';
import { type DigestPorts, readerOf, send } from './send-digests.ts';
import { spanOf } from './span.ts';
import { quality } from './sql/quality.sql.ts';

/**
 * Tells whom the rules name of sources whose data began to grow worse on a day (R66): one letter for all of them, once,
 * however often it is asked to. Who cannot be reached is replaced by the process owner.
 * @param day the last whole day, as local date
 * @param now ISO instant
 * @throws Fault (retryable) where the letter could not be sent yet
 */
export async function tellDecay(ports: DigestPorts, day: string, now: string): Promise<void> {
  const { rules, analysis, calendar } = ports;
  const { decay } = (await rules.get('reports')).document;
  const sources = decayed(await analysis.query(quality.sql(spanOf(day, calendar))), decay.difference);
  if (sources.length === 0) return;
  const [{ document: agents }, { document: fulfilment }] = await Promise.all([
    rules.get('agents'),
    rules.get('fulfilment'),
  ]);
  for (const to of new Set([decay.to, 'process-owner'])) {
    const reader = readerOf({ to }, agents);
    if (!reader) continue;
    const { address, language } = reader;
    const mail = {
      ...decayLetter({ day, language, company: fulfilment.company }, sources),
      from: { name: fulfilment.sender[language], address: ports.sender },
      to: address,
      headers: { 'Auto-Submitted': 'auto-generated' },
      tags: {},
      attachments: [],
    };
    const name = to === 'process-owner' ? `decay-${day}` : `decay-${day}-named`;
    const sent = await send(ports, { name, mail }, now);
    if (sent.outcome === 'in-doubt') throw new Fault('mail-in-doubt', { retryable: true });
    if (sent.outcome !== 'refused') return;
  }
  log.warn('digest-undeliverable', { recipient: 'decay', why: 'unknown' });
}
