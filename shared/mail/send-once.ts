import { Fault } from '../domain/faults.ts';
import type { Claims } from '../ports/claims.ts';
import type { Mailer, OutgoingMail } from '../ports/mailer.ts';

/**
 * Minutes after which an attempt of which nobody heard again sent nothing: the provider reports each mail that it took
 * within seconds.
 */
const IN_DOUBT_MINUTES = 10;
/** What a claim is refused with where the mail was surely not sent and may be tried again. */
const NOT_SENT = 'not-sent';

export interface OnceMail {
  /** Names what must happen once. */
  key: string;
  mail: OutgoingMail;
  /** What is remembered with the claim once the mail is sent. */
  reference: (mailId: string) => string;
  /** Asked before the first attempt only: a reason not to send at all, or null. */
  hindrance: () => Promise<string | null>;
}

export type OnceOutcome =
  | { outcome: 'sent'; reference: string }
  | { outcome: 'refused'; reason: string }
  /** An attempt may have sent it; the provider's events will tell, and after ten minutes it may be asked again. */
  | { outcome: 'in-doubt' };

/**
 * Sends a mail once, however often it is asked to and wherever it was interrupted: claim, send, done.
 * @param now ISO instant
 * @throws Fault (retryable) where the mail was surely not sent and may be tried again
 */
export async function sendOnce(
  ports: { claims: Claims; mailer: Mailer },
  once: OnceMail,
  now: string,
): Promise<OnceOutcome> {
  const { claims } = ports;
  const claim = await claims.claim(once.key, now);
  switch (claim.outcome) {
    case 'claimed':
      return attempt(ports, once, { now, isFirst: true });
    case 'done':
      return { outcome: 'sent', reference: claim.reference };
    case 'refused':
      if (claim.reason !== NOT_SENT) return { outcome: 'refused', reason: claim.reason };
      return again(ports, once, { now, since: claim.at });
    case 'in-doubt': {
      const minutes = (Date.parse(now) - Date.parse(claim.since)) / 60_000;
      if (minutes < IN_DOUBT_MINUTES) return { outcome: 'in-doubt' };
      return again(ports, once, { now, since: claim.since });
    }
  }
}

async function again(
  ports: { claims: Claims; mailer: Mailer },
  once: OnceMail,
  { now, since }: { now: string; since: string },
): Promise<OnceOutcome> {
  // Later than what is taken over, so that nobody else takes over the same in the same millisecond.
  const later = now > since ? now : new Date(Date.parse(since) + 1).toISOString();
  const isOurs = await ports.claims.takeOver(once.key, since, later);
  return isOurs ? attempt(ports, once, { now, isFirst: false }) : { outcome: 'in-doubt' };
}

async function attempt(
  ports: { claims: Claims; mailer: Mailer },
  once: OnceMail,
  { now, isFirst }: { now: string; isFirst: boolean },
): Promise<OnceOutcome> {
  const { claims } = ports;
  const answer = await trySending(ports.mailer, once, isFirst).catch(async (cause) => {
    if (cause instanceof Fault && cause.code === 'mail-in-doubt') return { outcome: 'in-doubt' as const };
    await claims.refused(once.key, now, NOT_SENT);
    throw cause;
  });
  switch (answer.outcome) {
    case 'in-doubt':
      return answer;
    case 'refused':
      await claims.refused(once.key, now, answer.reason);
      return answer;
    case 'sent': {
      const reference = once.reference(answer.messageId);
      await claims.done(once.key, now, reference);
      return { outcome: 'sent', reference };
    }
  }
}

async function trySending(mailer: Mailer, once: OnceMail, isFirst: boolean) {
  const reason = isFirst ? await once.hindrance() : null;
  return reason ? { outcome: 'refused' as const, reason } : mailer.send(once.mail);
}
