import { createHash } from 'node:crypto';
import { mailboxBehind } from '../../shared/mail/mailbox.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import type { RateLimit } from '../../shared/ports/rate-limit.ts';

/** Tokens a minute: one a day, so that no 24 hours see more mails than the document allows. */
const ONE_A_DAY = 1 / 1440;

/**
 * Counts a mail to a person, answers and series together: who posts somebody else's address again and again must not make
 * us a nuisance. The address itself is no key.
 * @returns `too-many-mails` where its mailbox got as many as the document allows; then one more each day
 */
export async function tooManyMails(
  { rules, rates }: { rules: ActiveRules; rates: RateLimit },
  to: string,
  now: string,
): Promise<'too-many-mails' | null> {
  const { mailsPerDay } = (await rules.get('fulfilment')).document;
  const mailbox = createHash('sha256').update(mailboxBehind(to)).digest('base64url').slice(0, 22);
  const wait = await rates.take(`answer:${mailbox}`, { perMinute: ONE_A_DAY, burst: mailsPerDay }, now);
  return wait === null ? null : 'too-many-mails';
}
