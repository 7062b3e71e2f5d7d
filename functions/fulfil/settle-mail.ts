import * as z from 'zod';
import { changeLead } from '../../shared/change-lead.ts';
import type { Draft } from '../../shared/domain/events.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import { log } from '../../shared/observe/log.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import type { Claims } from '../../shared/ports/claims.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import { AnswerTags, answered, claimOf, undelivered, writeReference } from './answer-record.ts';

/** What SES tells of a mail over EventBridge. Tags are lists, although each has one value. */
export const MailReport = z.object({
  detail: z.object({
    eventType: z.string(),
    mail: z.object({ messageId: z.string(), tags: z.record(z.string(), z.array(z.string())) }),
    bounce: z.object({ bounceType: z.string() }).optional(),
  }),
});
export type MailReport = z.infer<typeof MailReport>;

export interface SettlePorts {
  store: LeadStore;
  rules: ActiveRules;
  claims: Claims;
}

interface Reported {
  ports: SettlePorts;
  tags: AnswerTags;
  mailId: string;
  now: string;
}

/**
 * Takes in what became of an answer: one that left settles an attempt that was in doubt, one that came back or was never
 * sent goes to a person, a complaint is noted. Reports of other mails are left alone. May be repeated.
 * @param now ISO instant
 */
export async function settleMail(ports: SettlePorts, { detail }: MailReport, now: string): Promise<void> {
  const given = Object.entries(detail.mail.tags).map(([name, values]) => [name, values[0]]);
  const tags = AnswerTags.safeParse(Object.fromEntries(given));
  if (!tags.success) return;
  const reported: Reported = { ports, tags: tags.data, mailId: detail.mail.messageId, now };
  switch (detail.eventType) {
    case 'Send':
      return settleDoubt(reported);
    case 'Bounce':
      return detail.bounce?.bounceType === 'Permanent' ? cameBack(reported, 'bounced') : undefined;
    case 'Reject':
      return cameBack(reported, 'rejected');
    case 'Complaint':
      return noteComplaint(reported);
  }
}

/** A claim without an ending: the attempt was interrupted after the mail had left, and this is the news of it. */
async function settleDoubt(reported: Reported): Promise<void> {
  const { ports, tags, mailId, now } = reported;
  const key = claimOf(tags.inquiryId);
  const claim = await ports.claims.read(key);
  if (claim?.outcome === 'done') return;
  const sent = { mailId, package: tags.package, rulesHash: tags.rulesHash };
  await change(reported, (lead) => answered(lead, tags.inquiryId, sent, 'reported by the mail provider'));
  await ports.claims.done(key, now, writeReference(sent));
}

async function cameBack(reported: Reported, reason: 'bounced' | 'rejected'): Promise<void> {
  await change(reported, (lead) => undelivered(lead, reported.tags.inquiryId, reason));
}

async function noteComplaint(reported: Reported): Promise<void> {
  const { ports, mailId, now } = reported;
  const key = `complaint:${mailId}`;
  if ((await ports.claims.claim(key, now)).outcome === 'done') return;
  await change(reported, () => [{ type: 'NoteAdded', data: { text: 'complaint' } }]);
  await ports.claims.done(key, now, mailId);
}

async function change({ ports, tags, now }: Reported, decide: (lead: Lead) => Draft[]): Promise<void> {
  const { leadId, correlationId } = tags;
  const outcome = await changeLead(ports, leadId, { now, by: 'system', correlationId }, decide);
  if (outcome.outcome !== 'changed') return;
  for (const event of outcome.events) log.info('mail-settled', { leadId, event: event.type });
}
