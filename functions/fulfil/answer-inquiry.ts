import { changeLead } from '../../shared/change-lead.ts';
import { type Draft, type EventPointer, seqOf } from '../../shared/domain/events.ts';
import type { Facts } from '../../shared/domain/facts.ts';
import type { Inquiry } from '../../shared/domain/inquiry.ts';
import type { InquirySummary, Lead } from '../../shared/domain/lead.ts';
import { mailLink } from '../../shared/links/mail-link.ts';
import type { FollowLink } from '../../shared/mail/follow-links.ts';
import { replyAddress } from '../../shared/mail/reply-address.ts';
import { type OnceOutcome, sendOnce } from '../../shared/mail/send-once.ts';
import { log } from '../../shared/observe/log.ts';
import type { ActiveDocument, ActiveRules } from '../../shared/ports/active-rules.ts';
import type { Claims } from '../../shared/ports/claims.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import type { Mailer } from '../../shared/ports/mailer.ts';
import type { RateLimit } from '../../shared/ports/rate-limit.ts';
import { ownConsent } from '../../shared/rules/behaviour.ts';
import { type ConditionFacts, conditionFacts } from '../../shared/rules/conditions.ts';
import { excludedBy } from '../../shared/rules/exclusion.ts';
import { asksForGroups, type FulfilmentDocument } from '../../shared/rules/fulfilment.ts';
import { withGroups } from '../../shared/rules/target-groups.ts';
import {
  type AnswerTags,
  answered,
  claimOf,
  closed,
  failed,
  readReference,
  refused,
  writeReference,
} from './answer-record.ts';
import { tooManyMails } from './mail-limit.ts';
import { ownDataAddress, questionsAddress } from './personal-addresses.ts';
import { type PreparedAnswer, prepareAnswer, type Shelves } from './prepare-answer.ts';
import { asWritten, calledByName } from './rules/called-by-name.ts';
import { mayAnswer } from './rules/may-answer.ts';

export interface FulfilPorts extends Shelves {
  store: LeadStore;
  rules: ActiveRules;
  claims: Claims;
  rates: RateLimit;
  mailer: Mailer;
  /** Address that answers come from. */
  sender: string;
  /** The installation's link secret, by which a reply finds its lead and a click its mail. */
  secret: () => Promise<string>;
  /** Under which people reach us. */
  publicUrl: string;
}

interface Work {
  ports: FulfilPorts;
  pointer: EventPointer;
  now: string;
  lead: Lead;
  inquiry: InquirySummary;
  fulfilment: ActiveDocument<FulfilmentDocument>;
}

/**
 * Answers what an event says must be answered: its inquiry, or all open ones of the lead. May be repeated at will; each
 * inquiry is answered by one mail.
 * @param now ISO instant
 * @throws Fault (retryable) where the answer was surely not sent and should be tried again
 */
export async function answerInquiries(ports: FulfilPorts, pointer: EventPointer, now: string): Promise<void> {
  const lead = await ports.store.load(pointer.leadId, seqOf(pointer.eventId));
  if (!lead) return;
  const fulfilment = await ports.rules.get('fulfilment');
  const asked = lead.inquiries.filter(({ id }) => id === (pointer.inquiryId ?? id));
  for (const inquiry of asked) await answerOne({ ports, pointer, now, lead, inquiry, fulfilment });
}

/** Target groups are read only where a package asks for them. */
async function factsFor(
  rules: ActiveRules,
  document: FulfilmentDocument,
  facts: ConditionFacts,
): Promise<ConditionFacts> {
  if (!asksForGroups(document)) return facts;
  return withGroups(facts, (await rules.get('definition')).document.targetGroups);
}

async function answerOne(work: Work): Promise<void> {
  const { ports, lead, inquiry, fulfilment } = work;
  if (inquiry.answered) return;
  const whole = await wholeInquiry(work);
  const asked = { ...whole, ...inquiry };
  const { document: exclusions } = await ports.rules.get('exclusion');
  const exclusion = excludedBy(lead, asked, exclusions);
  const facts = await factsFor(ports.rules, fulfilment.document, conditionFacts(lead, asked));
  const question = { lead, inquiry, whole, exclusion, facts };
  const verdict = mayAnswer(question, fulfilment.document);
  switch (verdict.verdict) {
    case 'leave':
      return;
    case 'close':
      return change(work, (current) => closed(current, inquiry.id, fulfilment.hash, verdict.because));
    case 'person':
      return change(work, (current) => failed(current, inquiry.id, verdict.reason));
    case 'answer': {
      const { to } = verdict;
      const isOwn = isOwnAddress(lead, to);
      const links = isOwn ? await ownLinks(work) : { questions: '', ownData: '' };
      const called = calledByName(asWritten(lead, whole, isOwn), await factsBefore(work));
      const written = { ...question, lead: called, to, sender: ports.sender, ...links };
      const prepared = await prepareAnswer(written, fulfilment, ports);
      return prepared.outcome === 'ready' ? deliver(work, prepared, to) : handOver(work, prepared);
    }
  }
}

/** Only the address that the lead is known by proves whose data these are, and whose clicks. */
function isOwnAddress({ facts }: Lead, to: string): boolean {
  return to.toLowerCase() === facts.email?.toLowerCase();
}

/** Addresses of the person's own pages, and how clicks are heard of. */
async function ownLinks(work: Work) {
  const { ports, lead, now } = work;
  const questions = await questionsAddress(ports, lead, now);
  return { questions, ownData: await ownDataAddress(ports, lead.id, now), follow: await following(work) };
}

/** How clicks are heard of: only where the person agreed that we link with them what they do (R98). */
async function following({ ports, lead, inquiry, now }: Work): Promise<FollowLink | undefined> {
  if (!Object.values(lead.consents).some(({ given }) => given)) return undefined;
  const { behaviour } = (await ports.rules.get('intake')).document;
  if (ownConsent(lead, behaviour) === null) return undefined;
  const { publicUrl } = ports;
  const secret = await ports.secret();
  const of = { leadId: lead.id, mail: inquiry.id, sentAt: now };
  return (to, place) => mailLink({ ...of, ...place, to }, { publicUrl, secret });
}

/**
 * Mails may be replies, conditions may ask for the text, and of several inquiries each is answered to whom it came from;
 * else what the lead keeps of the inquiry is enough.
 */
async function wholeInquiry({ ports, lead, inquiry, fulfilment }: Work): Promise<Inquiry | null> {
  const { packages, unanswered } = fulfilment.document;
  const { rules: exclusions } = (await ports.rules.get('exclusion')).document;
  const asksForText = [...packages, ...unanswered, ...exclusions].some(({ when }) =>
    when?.includes('inquiry.text'),
  );
  const isOneOfMany = lead.inquiries.length > 1;
  return inquiry.messageId || asksForText || isOneOfMany ? ports.store.loadInquiry(inquiry.id) : null;
}

/** What the inquiry before this one said of the person. */
async function factsBefore({ ports, lead, inquiry }: Work): Promise<Facts | undefined> {
  const before = lead.inquiries[lead.inquiries.findIndex(({ id }) => id === inquiry.id) - 1];
  return before && (await ports.store.loadInquiry(before.id))?.facts;
}

async function deliver(
  work: Work,
  { mail, sent, because }: Extract<PreparedAnswer, { outcome: 'ready' }>,
  to: string,
): Promise<void> {
  const { ports, pointer, inquiry, now } = work;
  const { leadId, correlationId } = pointer;
  const tags: AnswerTags = { kind: 'answer', leadId, inquiryId: inquiry.id, correlationId, ...sent };
  const outcome = await sendOnce(
    ports,
    {
      key: claimOf(inquiry.id),
      mail: { ...mail, replyTo: replyAddress(ports.sender, leadId, await ports.secret()), tags },
      reference: (mailId) => writeReference({ mailId, ...sent }),
      hindrance: () => tooManyMails(ports, to, now),
    },
    now,
  );
  await recordOutcome(work, outcome, because);
}

async function recordOutcome(work: Work, outcome: OnceOutcome, because: string): Promise<void> {
  const { inquiry, pointer } = work;
  switch (outcome.outcome) {
    case 'sent': {
      const sent = readReference(outcome.reference);
      return change(work, (lead) => answered(lead, inquiry.id, sent, because));
    }
    case 'refused':
      return change(work, (lead) => refused(lead, inquiry.id, outcome.reason, work.fulfilment.hash));
    case 'in-doubt':
      log.warn('answer-in-doubt', { leadId: pointer.leadId, inquiryId: inquiry.id });
  }
}

/** No mail can be written now. An earlier attempt may have sent one all the same, under rules that were in force then. */
async function handOver(work: Work, prepared: Extract<PreparedAnswer, { outcome: 'failed' }>): Promise<void> {
  const { ports, inquiry } = work;
  const claim = await ports.claims.read(claimOf(inquiry.id));
  if (claim?.outcome === 'done')
    return recordOutcome(work, { outcome: 'sent', reference: claim.reference }, prepared.because);
  if (claim?.outcome === 'in-doubt') return recordOutcome(work, { outcome: 'in-doubt' }, prepared.because);
  return change(work, (lead) => failed(lead, inquiry.id, prepared.reason, prepared.because));
}

async function change({ ports, pointer, now }: Work, decide: (lead: Lead) => Draft[]): Promise<void> {
  const { leadId, correlationId, eventId: causationId } = pointer;
  const outcome = await changeLead(ports, leadId, { now, by: 'system', correlationId, causationId }, decide);
  if (outcome.outcome !== 'changed') return;
  for (const event of outcome.events)
    log.info(event.type === 'AnswerFailed' ? 'answer-failed' : 'inquiry-answered', { leadId });
}
