import { changeLead } from '../../shared/change-lead.ts';
import { type EventPointer, seqOf } from '../../shared/domain/events.ts';
import { sendOnce } from '../../shared/mail/send-once.ts';
import { log } from '../../shared/observe/log.ts';
import { advertisingMail } from './advertising-mail.ts';
import type { FulfilPorts } from './answer-inquiry.ts';
import { tooManyMails } from './mail-limit.ts';
import { surveyAddress } from './personal-addresses.ts';
import { askWhy } from './rules/loss-survey.ts';
import { lossOf, type SurveyTags, surveyClaim, surveySettled } from './survey-record.ts';

/**
 * Asks by mail why a lead was lost, with the link to a page of its own, or notes why not (R116, R137). May be repeated at
 * will: each loss has one mail at most, none where an attempt is in doubt.
 * @param now ISO instant
 * @throws Fault (retryable) where the mail was surely not sent and should be tried again
 */
export async function askWhyLost(ports: FulfilPorts, pointer: EventPointer, now: string): Promise<void> {
  const { leadId, correlationId, eventId: causationId } = pointer;
  const lead = await ports.store.load(leadId, seqOf(pointer.eventId));
  if (!lead) return;
  const [{ document: nurture, hash }, deadlines] = await Promise.all([
    ports.rules.get('nurture'),
    ports.rules.get('deadlines'),
  ]);
  const asked = askWhy(lead, { nurture, isAsked: deadlines.document.lossSurvey !== undefined });
  if (!asked) return;
  const { run } = asked;
  const settle = async (what: { outcome: 'sent' | 'skipped'; reason?: string; mailId?: string }) => {
    const origin = { now, by: 'system', correlationId, causationId };
    const change = await changeLead(ports, leadId, origin, (current) =>
      surveySettled(current, { run, ...what }, hash),
    );
    if (change.outcome === 'changed') log.info('survey-settled', { leadId, ...what });
  };
  if (asked.verdict === 'skip') return settle({ outcome: 'skipped', reason: asked.reason });
  const { to, mail: said } = asked;
  const questions = await surveyAddress(ports, { leadId, run }, now);
  const mail = await advertisingMail(ports, lead, { to, mail: said, questions }, now);
  if (!mail) return settle({ outcome: 'skipped', reason: 'template-missing' });
  const tags: SurveyTags = { kind: 'survey', leadId, loss: lossOf(run), rulesHash: hash, correlationId };
  const outcome = await sendOnce(
    ports,
    {
      key: surveyClaim(leadId, run),
      mail: { ...mail, tags },
      reference: String,
      hindrance: () => tooManyMails(ports, to, now),
    },
    now,
  );
  switch (outcome.outcome) {
    case 'sent':
      return settle({ outcome: 'sent', mailId: outcome.reference });
    case 'refused':
      return settle({ outcome: 'skipped', reason: outcome.reason });
    case 'in-doubt':
      log.warn('survey-in-doubt', { leadId, run });
  }
}
