import { changeLead } from '../../shared/change-lead.ts';
import { type EventPointer, seqOf } from '../../shared/domain/events.ts';
import { log } from '../../shared/observe/log.ts';
import { type Advertised, advertiseOnce } from './advertise-once.ts';
import type { FulfilPorts } from './answer-inquiry.ts';
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
  const settle = async (what: Advertised) => {
    const origin = { now, by: 'system', correlationId, causationId };
    const change = await changeLead(ports, leadId, origin, (current) =>
      surveySettled(current, { run, ...what }, hash),
    );
    if (change.outcome === 'changed') log.info('survey-settled', { leadId, ...what });
  };
  if (asked.verdict === 'skip') return settle({ outcome: 'skipped', reason: asked.reason });
  const { to, mail } = asked;
  const questions = await surveyAddress(ports, { leadId, run }, now);
  const tags: SurveyTags = { kind: 'survey', leadId, loss: lossOf(run), rulesHash: hash, correlationId };
  const key = surveyClaim(leadId, run);
  const became = await advertiseOnce(ports, lead, { key, tags, to, mail, questions }, now);
  if (became) return settle(became);
  log.warn('survey-in-doubt', { leadId, run });
}
