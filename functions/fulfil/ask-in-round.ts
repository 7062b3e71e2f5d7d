import { changeLead } from '../../shared/change-lead.ts';
import { type EventPointer, seqOf } from '../../shared/domain/events.ts';
import { log } from '../../shared/observe/log.ts';
import { type Advertised, advertiseOnce } from './advertise-once.ts';
import type { FulfilPorts } from './answer-inquiry.ts';
import { type QuestionsTags, questionsClaim, questionsSettled } from './questions-record.ts';
import { roundQuestions } from './rules/round-questions.ts';

/**
 * Asks a person by mail for what is missing when a round begins, also because sales gave the lead back, with the link to
 * their own questionnaire, or notes why not (R80, R104). May be repeated at will: each round has one mail at most, none
 * where an attempt is in doubt.
 * @param now ISO instant
 * @throws Fault (retryable) where the mail was surely not sent and should be tried again
 */
export async function askInRound(ports: FulfilPorts, pointer: EventPointer, now: string): Promise<void> {
  const { leadId, correlationId, eventId: causationId } = pointer;
  const lead = await ports.store.load(leadId, seqOf(pointer.eventId));
  // The owner took the return back, or somebody has the lead again.
  if (!lead || (pointer.type === 'LeadReturned' && lead.state !== 'qualifying')) return;
  const [{ document, hash }, definition] = await Promise.all([
    ports.rules.get('nurture'),
    ports.rules.get('definition'),
  ]);
  const asked = roundQuestions(lead, document, definition.document);
  if (!asked) return;
  const { round } = lead;
  const settle = async (what: Advertised) => {
    const origin = { now, by: 'system', correlationId, causationId };
    const change = await changeLead(ports, lead.id, origin, (current) =>
      questionsSettled(current, { round, ...what }, hash),
    );
    if (change.outcome === 'changed') log.info('questions-settled', { leadId: lead.id, ...what });
  };
  if (asked.verdict === 'skip') return settle({ outcome: 'skipped', reason: asked.reason });
  const mail = { ...asked.mail, questions: true as const };
  const tags: QuestionsTags = { kind: 'questions', leadId: lead.id, round, rulesHash: hash, correlationId };
  const key = questionsClaim(lead.id, round);
  const tagged = { ...tags, round: String(round) };
  const became = await advertiseOnce(ports, lead, { key, tags: tagged, to: asked.to, mail }, now);
  if (became) return settle(became);
  log.warn('questions-in-doubt', { leadId: lead.id, round });
}
