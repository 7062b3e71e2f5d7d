import type { Mailer, OutgoingMail, SendOutcome } from '../../ports/mailer.ts';

/** What the provider does with the next mail; `lost-answer` sends it and then throws, as after a timeout. */
export type NextSend = SendOutcome | Error | { outcome: 'lost-answer'; fault: Error };

/** Keeps mails instead of sending them. `behaves` says what happens with the next ones, in order; then all are sent. */
export function memoryMailer(): Mailer & { sent: OutgoingMail[]; behaves(...next: NextSend[]): void } {
  const sent: OutgoingMail[] = [];
  const script: NextSend[] = [];
  return {
    sent,
    behaves: (...next) => void script.push(...next),
    async send(mail) {
      const next = script.shift();
      if (next instanceof Error) throw next;
      if (next?.outcome === 'refused') return next;
      sent.push(mail);
      if (next?.outcome === 'lost-answer') throw next.fault;
      return next ?? { outcome: 'sent', messageId: `message-${sent.length}` };
    },
  };
}
