import type { Lead } from '../../shared/domain/lead.ts';
import { sendOnce } from '../../shared/mail/send-once.ts';
import type { OutgoingMail } from '../../shared/ports/mailer.ts';
import { type Advertising, advertisingMail } from './advertising-mail.ts';
import type { FulfilPorts } from './answer-inquiry.ts';
import { tooManyMails } from './mail-limit.ts';

/** What became of a mail that nobody asked for. */
export type Advertised = { outcome: 'sent'; mailId: string } | { outcome: 'skipped'; reason: string };

interface Once extends Advertising {
  /** The claim under which it is sent once, whatever is delivered twice. */
  key: string;
  tags: OutgoingMail['tags'];
}

/**
 * Sends a mail that nobody asked for, once.
 * @param now ISO instant
 * @returns null where an attempt is in doubt: it may have been sent, and is not sent again
 * @throws Fault (retryable) where the mail was surely not sent and should be tried again
 */
export async function advertiseOnce(
  ports: FulfilPorts,
  lead: Lead,
  { key, tags, ...advertising }: Once,
  now: string,
): Promise<Advertised | null> {
  const mail = await advertisingMail(ports, lead, advertising, now);
  if (!mail) return { outcome: 'skipped', reason: 'template-missing' };
  const hindrance = () => tooManyMails(ports, advertising.to, now);
  const sent = await sendOnce(ports, { key, mail: { ...mail, tags }, reference: String, hindrance }, now);
  if (sent.outcome === 'in-doubt') return null;
  return sent.outcome === 'sent'
    ? { outcome: 'sent', mailId: sent.reference }
    : { outcome: 'skipped', reason: sent.reason };
}
