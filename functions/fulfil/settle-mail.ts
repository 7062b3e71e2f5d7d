import * as z from 'zod';
import { changeLead } from '../../shared/change-lead.ts';
import type { Act } from '../../shared/domain/behaviour.ts';
import type { Draft } from '../../shared/domain/events.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import { isMailLink } from '../../shared/links/mail-link.ts';
import { log } from '../../shared/observe/log.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import type { Claims } from '../../shared/ports/claims.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import { bundleClaim, returnedClaim } from '../../shared/ports/notices.ts';
import { seenDrafts } from '../../shared/rules/behaviour.ts';
import { isMachine } from '../../shared/rules/machines.ts';
import { unsubscribe } from '../../shared/rules/unsubscribe.ts';
import { AnswerTags, answered, claimOf, undelivered, writeReference } from './answer-record.ts';
import { NurtureTags, nurtureClaim, stepFailed, stepTaken } from './nurture-record.ts';
import { QuestionsTags, questionsClaim, questionsSettled } from './questions-record.ts';
import { runOf, SurveyTags, surveyClaim, surveySettled } from './survey-record.ts';

/** Who opened or clicked, and when. */
const Read = z.object({ timestamp: z.iso.datetime(), userAgent: z.string().default('') });

/** What SES tells of a mail over EventBridge. Tags are lists, although each has one value. */
export const MailReport = z.object({
  detail: z.object({
    eventType: z.string(),
    mail: z.object({ messageId: z.string(), tags: z.record(z.string(), z.array(z.string())) }),
    bounce: z.object({ bounceType: z.string() }).optional(),
    delivery: z.object({ timestamp: z.iso.datetime() }).optional(),
    open: Read.optional(),
    click: Read.extend({ link: z.string() }).optional(),
  }),
});
export type MailReport = z.infer<typeof MailReport>;

export interface SettlePorts {
  store: LeadStore;
  rules: ActiveRules;
  claims: Claims;
  /** Under which people reach us. */
  publicUrl: string;
}

/** What the tags say of a mail to staff that tells what has come together. */
const BundleTags = z.object({ bundle: z.string() });

const Tags = z.discriminatedUnion('kind', [AnswerTags, NurtureTags, QuestionsTags, SurveyTags]);

interface About {
  ports: SettlePorts;
  mailId: string;
  now: string;
}
type AnyTags = z.infer<typeof Tags>;
interface Reported<T extends AnyTags = AnswerTags> extends About {
  tags: T;
}

/**
 * Takes in what became of an answer: one that left settles an attempt that was in doubt, one that came back or was never
 * sent goes to a person, a complaint is noted, and what was done with it is kept where the person allows it. Reports of other mails are left alone. May be repeated.
 * @param now ISO instant
 */
export async function settleMail(ports: SettlePorts, { detail }: MailReport, now: string): Promise<void> {
  const given = Object.entries(detail.mail.tags).map(([name, values]) => [name, values[0]]);
  const bundle = BundleTags.safeParse(Object.fromEntries(given));
  if (bundle.success) return settleBundle({ ports, mailId: detail.mail.messageId, now }, bundle.data, detail);
  const tags = Tags.safeParse(Object.fromEntries(given));
  if (!tags.success) return;
  const about: About = { ports, mailId: detail.mail.messageId, now };
  if (detail.eventType === 'Complaint') return noteComplaint({ ...about, tags: tags.data });
  if (tags.data.kind === 'nurture') return settleNurture({ ...about, tags: tags.data }, detail);
  if (tags.data.kind === 'questions') return settleQuestions({ ...about, tags: tags.data }, detail);
  if (tags.data.kind === 'survey') return settleSurvey({ ...about, tags: tags.data }, detail);
  const reported = { ...about, tags: tags.data };
  switch (detail.eventType) {
    case 'Send':
      return settleDoubt(reported);
    case 'Bounce':
      return detail.bounce?.bounceType === 'Permanent' ? cameBack(reported, 'bounced') : undefined;
    case 'Reject':
      return cameBack(reported, 'rejected');
    case 'Delivery':
    case 'Open':
    case 'Click':
      return noteAct(reported, detail);
  }
}

/** A mail to staff that left settles the attempt, so that it is not sent again; of one that came back, whoever sent it learns. */
async function settleBundle(
  { ports: { claims }, mailId, now }: About,
  { bundle }: z.infer<typeof BundleTags>,
  { eventType, bounce }: MailReport['detail'],
): Promise<void> {
  if (eventType === 'Reject' || bounce?.bounceType === 'Permanent')
    return claims.refused(returnedClaim(bundle), now, 'bounced');
  if (eventType !== 'Send') return;
  const key = bundleClaim(bundle);
  if ((await claims.read(key))?.outcome !== 'done') await claims.done(key, now, mailId);
}

/** A mail of a series: one that left settles a doubt; one that came back ends the series, for the address does not work. */
async function settleNurture(
  reported: Reported<NurtureTags>,
  { eventType, bounce }: MailReport['detail'],
): Promise<void> {
  const { ports, tags, mailId, now } = reported;
  const { leadId, series, step, rulesHash } = tags;
  if (eventType === 'Send') {
    const key = nurtureClaim(leadId, series, step);
    if ((await ports.claims.read(key))?.outcome === 'done') return;
    await change(reported, (lead) => stepTaken(lead, { series, step, outcome: 'sent', mailId }, rulesHash));
    return ports.claims.done(key, now, mailId);
  }
  if (eventType === 'Reject' || bounce?.bounceType === 'Permanent')
    await change(reported, (lead) => stepFailed(lead, { series, step, mailId }, rulesHash));
}

/** The mail of a round: one that left settles a doubt; after one that came back no round asks by mail until the person writes. */
async function settleQuestions(
  reported: Reported<QuestionsTags>,
  { eventType, bounce }: MailReport['detail'],
): Promise<void> {
  const { ports, tags, mailId, now } = reported;
  const { leadId, round, rulesHash } = tags;
  if (eventType === 'Send') {
    const key = questionsClaim(leadId, round);
    if ((await ports.claims.read(key))?.outcome === 'done') return;
    await change(reported, (lead) => questionsSettled(lead, { round, outcome: 'sent', mailId }, rulesHash));
    return ports.claims.done(key, now, mailId);
  }
  if (eventType !== 'Reject' && bounce?.bounceType !== 'Permanent') return;
  const back = { round, outcome: 'skipped' as const, reason: 'bounced', mailId };
  await change(reported, (lead) => questionsSettled(lead, back, rulesHash));
}

/** The mail about a loss: one that left settles a doubt; one that came back is noted. */
async function settleSurvey(
  reported: Reported<SurveyTags>,
  { eventType, bounce }: MailReport['detail'],
): Promise<void> {
  const { ports, tags, mailId, now } = reported;
  const { leadId, loss, rulesHash } = tags;
  const run = runOf(loss);
  if (eventType === 'Send') {
    const key = surveyClaim(leadId, run);
    if ((await ports.claims.read(key))?.outcome === 'done') return;
    await change(reported, (lead) => surveySettled(lead, { run, outcome: 'sent', mailId }, rulesHash));
    return ports.claims.done(key, now, mailId);
  }
  if (eventType !== 'Reject' && bounce?.bounceType !== 'Permanent') return;
  const back = { run, outcome: 'skipped' as const, reason: 'bounced', mailId };
  await change(reported, (lead) => surveySettled(lead, back, rulesHash));
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

/** Who complains of a mail wants no advertising any more. */
async function noteComplaint(reported: Reported<AnyTags>): Promise<void> {
  const { ports, mailId, now } = reported;
  const key = `complaint:${mailId}`;
  if ((await ports.claims.claim(key, now)).outcome === 'done') return;
  await change(reported, (lead) => [
    { type: 'NoteAdded', data: { text: 'complaint' } },
    ...unsubscribe(lead, now, { because: 'the person complained of a mail', source: 'complaint' }),
  ]);
  await ports.claims.done(key, now, mailId);
}

/** A click on a link that leads over us is known already when the provider tells of it. */
async function noteAct(reported: Reported, { delivery, open, click }: MailReport['detail']): Promise<void> {
  const { ports, tags, mailId } = reported;
  if (click && isMailLink(click.link, ports.publicUrl)) return;
  const read = open ?? click;
  const told = delivery ?? read;
  if (!told) return;
  const type = delivery ? 'mail-delivered' : open ? 'mail-open' : 'mail-click';
  const at = new Date(told.timestamp).toISOString();
  const machine = read && isMachine({ method: 'GET', headers: { 'user-agent': read.userAgent } });
  const id = delivery ? `${type}.${mailId}` : `${type}.${mailId}.${at}`;
  const act: Act = { id, type, at, mail: tags.inquiryId };
  const { behaviour } = (await ports.rules.get('intake')).document;
  await change(reported, (lead) => seenDrafts(lead, [machine ? { ...act, void: 'robot' } : act], behaviour));
}

async function change(
  { ports, tags, now }: Reported<AnyTags>,
  decide: (lead: Lead) => Draft[],
): Promise<void> {
  const { leadId, correlationId } = tags;
  const outcome = await changeLead(ports, leadId, { now, by: 'system', correlationId }, decide);
  if (outcome.outcome !== 'changed') return;
  for (const event of outcome.events) log.info('mail-settled', { leadId, event: event.type });
}
