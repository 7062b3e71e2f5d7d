/** Makes an inquiry that was understood part of exactly one lead: a new one, or the one that holds a sure key already. */
import type { Draft } from '../../shared/domain/events.ts';
import type { Origin } from '../../shared/domain/evolve.ts';
import type { Facts, Finding } from '../../shared/domain/facts.ts';
import { Fault } from '../../shared/domain/faults.ts';
import { newId } from '../../shared/domain/ids.ts';
import type { Inquiry } from '../../shared/domain/inquiry.ts';
import type { InquirySummary, Lead } from '../../shared/domain/lead.ts';
import type { ActiveDocument, ActiveRules } from '../../shared/ports/active-rules.ts';
import type { Identity, LeadStore, RememberedAnswer } from '../../shared/ports/lead-store.ts';
import { concernIn } from '../../shared/rules/concern.ts';
import type { IntakeDocument } from '../../shared/rules/intake.ts';
import { JOB_TITLE } from '../../shared/rules/look-up.ts';
import { noConsent, objects, openCase } from '../../shared/rules/open-case.ts';
import { clockRules, recordWatched } from '../../shared/rules/watch.ts';
import { besideAddress, contradicts } from './rules/known-person.ts';
import { responseEffort } from './rules/response-effort.ts';
import { roleOf } from './rules/role-of.ts';
import type { Thread } from './thread-of.ts';

/** Of so many who write to one lead at the same moment, each gets through. */
const TRIES = 20;
/** Findings on the content itself; the others are about a person, who is known where a lead exists. */
const ABOUT_CONTENT = [
  ...['spam', 'honeypot', 'sender-forged', 'too-fast'],
  ...['token-missing', 'token-forged', 'token-reused', 'work-missing', 'work-unproven'],
];

/** An inquiry as it arrived, before it is known whose it is. */
export interface Arrival {
  inquiry: Omit<Inquiry, 'outcome' | 'reason' | 'leadId'>;
  organisation: Lead['organisation'];
  /** Sure keys of the person, the surest first. */
  identities: readonly Identity[];
  /** Hash of the intake document that it was read by. */
  rulesHash: string;
  /** Staff say who it is: that is believed more than what was known. */
  vouched?: boolean;
  /** The lead that it replies to. */
  thread?: Thread | null;
}

export type Taken =
  | { outcome: 'created' | 'merged' | 'reply' | 'quarantined'; leadId: string; inquiryId: string }
  | { outcome: 'duplicate'; inquiryId: string }
  | { outcome: 'remembered'; bodyHash: string; answer: string };

type Result = Exclude<Taken, { outcome: 'duplicate' | 'remembered' }>;

/**
 * Stores an inquiry with its lead in one step, however many arrive at the same moment.
 * @param remember what to answer when the same request comes again
 * @throws Fault `contended` (retryable) after 20 conflicts
 */
export async function takeInquiry(
  { store, rules }: { store: LeadStore; rules: ActiveRules },
  arrival: Arrival,
  origin: Origin,
  remember?: (result: Result) => RememberedAnswer,
): Promise<Taken> {
  const [watch, intake] = await Promise.all([clockRules(rules), rules.get('intake')]);
  const newLeadId = newId('lead', origin.now);
  // A reply is known by what it answers; whoever wrote it gets no key to the lead by that.
  let identities = arrival.thread ? [] : arrival.identities;
  // Most people are new: the attempt to begin a lead tells who is not, and costs them nothing.
  let holder: string | null = arrival.thread?.leadId ?? null;
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const known = holder === null ? null : await existing(store, holder);
    // Whoever was erased a moment ago is somebody new.
    const before = known?.state === 'erased' ? null : known;
    const leadId = before?.id ?? newLeadId;
    const { drafts, inquiry, result } = decide(arrival, { leadId, before, intake });
    const change = recordWatched(leadId, before, drafts, origin, watch);
    const written = await store.commit({
      ...change,
      expectedVersion: before?.version ?? null,
      identities,
      inquiry,
      ...(remember ? { remember: remember(result) } : {}),
    });
    if (written.outcome === 'stored') return result;
    if (written.outcome === 'duplicate' || written.outcome === 'remembered') return written;
    if (written.outcome !== 'held') continue;
    const isTheirs = before === null && (await mayBe(store, written, arrival));
    if (isTheirs) holder = written.leadId;
    // A second key that belongs to somebody else stays with them, as does one that somebody else claims.
    else identities = identities.filter((identity) => !same(identity, written.identity));
  }
  throw new Fault('contended', { retryable: true, detail: arrival.inquiry.id });
}

/** Whether the lead that holds a key is the person's. An id that anybody may write is believed where nothing speaks against it. */
async function mayBe(
  store: LeadStore,
  { identity, leadId }: { identity: Identity; leadId: string },
  { inquiry }: Arrival,
): Promise<boolean> {
  return identity.kind !== 'claimed' || !contradicts((await existing(store, leadId)).facts, inquiry.facts);
}

function same(one: Identity, other: Identity): boolean {
  return one.kind === other.kind && one.value === other.value;
}

async function existing(store: LeadStore, leadId: string): Promise<Lead> {
  const lead = await store.load(leadId);
  if (!lead) throw new Fault('lead-missing', { retryable: false, detail: leadId });
  return lead;
}

/** What an inquiry means for the lead that it belongs to. Pure. */
function decide(
  { inquiry, organisation, rulesHash, thread, vouched }: Arrival,
  { leadId, before, intake }: { leadId: string; before: Lead | null; intake: ActiveDocument<IntakeDocument> },
): { drafts: Draft[]; inquiry: Inquiry; result: Result } {
  // What a person has let through is doubted no more.
  const found = inquiry.review ? undefined : doubtOn(inquiry.findings, before);
  // What looks like spam often says "unsubscribe"; all else that a person asks about the own data is cared for.
  const concern =
    found && ABOUT_CONTENT.includes(found.code) ? null : concernIn(inquiry.subject, inquiry.text);
  const doubt = concern ? undefined : found;
  const outcome = doubt ? 'quarantined' : thread ? 'reply' : before ? 'merged' : 'created';
  // What a person must look at first changes nothing about somebody who is known, nor do the facts of a colleague.
  const isApart = before !== null && (doubt !== undefined || concern !== null || thread?.byOther === true);
  const said = vouched || before === null ? inquiry : besideAddress(before.facts, inquiry);
  const believed = isApart ? { facts: {}, extra: {}, consents: {} } : said;
  const isAside = doubt !== undefined && before !== null && !isDecidedWith(before);
  const received: Draft = {
    type: 'InquiryReceived',
    rulesHash,
    data: {
      inquiry: {
        ...summary(inquiry),
        ...(concern ? { concern: concern.kind } : {}),
        ...(isAside ? { setAside: 'waiting' } : {}),
      },
      outcome,
      facts: believed.facts,
      extra: believed.extra,
      consents: objects(concern) ? noConsent(before?.consents, inquiry) : believed.consents,
      findings: inquiry.findings.map(({ before: _, after: __, ...found }) => found),
      organisation: isApart ? null : organisation,
    },
  };
  const follows = concern ? openCase(before, concern, inquiry.id) : [];
  if (!concern) follows.push(...roleByTitle(before, believed.facts, intake));
  if (doubt && !before) follows.push(quarantined(doubt, rulesHash));
  return {
    drafts: [received, ...follows],
    inquiry: {
      ...inquiry,
      ...(isAside ? { review: { decisions: [], counts: countsAs(thread) } } : {}),
      leadId,
      outcome,
      reason: doubt?.code ?? concern?.kind ?? null,
    },
    result: { outcome, leadId, inquiryId: inquiry.id },
  };
}

/** What the title says of the role in the purchase, unless somebody told that (R86). */
function roleByTitle(
  before: Lead | null,
  { jobTitle, authority }: Facts,
  { document, hash }: ActiveDocument<IntakeDocument>,
): Draft[] {
  const told = authority ?? (before?.lookedUp?.authority ? undefined : before?.facts.authority);
  const found = jobTitle && !told ? roleOf(jobTitle, document.roles) : null;
  if (!found || found.role === before?.facts.authority) return [];
  return [
    {
      type: 'FactsLookedUp',
      rule: 'ingest/role-of',
      rulesHash: hash,
      because: found.by,
      data: { source: JOB_TITLE, facts: { authority: found.role }, cents: 0 },
    },
  ];
}

/** A lead that lies in quarantine itself, or was rejected there, is decided on with all that it said. */
const isDecidedWith = ({ state, reason }: Lead): boolean =>
  state === 'quarantined' || (state === 'excluded' && reason === 'rejected');

/** What an inquiry that is set aside is for its lead once it is let through. */
function countsAs(thread: Arrival['thread']): NonNullable<Inquiry['review']>['counts'] {
  return { as: thread ? 'reply' : 'merged', believed: !thread?.byOther };
}

/** The finding for which a person must look at the inquiry first. What a sender could not be told weighs no less. */
export function doubtOn(findings: readonly Finding[], before: Pick<Lead, 'id'> | null): Finding | undefined {
  return findings.find(
    ({ severity, code }) => severity !== 'note' && (before === null || ABOUT_CONTENT.includes(code)),
  );
}

function quarantined({ code, message }: Finding, rulesHash: string): Draft {
  return {
    type: 'LeadQuarantined',
    to: 'quarantined',
    rule: 'ingest/findings',
    rulesHash,
    because: message,
    data: { reason: code },
  };
}

/** What the lead keeps of the inquiry. */
function summary({ facts, ...inquiry }: Arrival['inquiry']): InquirySummary {
  const { id, channel, source, capturedAt, receivedAt, messageId, subject, topics } = inquiry;
  const { campaign, product, products, language } = facts;
  const effort = responseEffort({ ...inquiry, facts });
  return {
    ...{ id, channel, source, capturedAt, receivedAt },
    ...(campaign ? { campaign } : {}),
    ...(product ? { product } : {}),
    ...(products ? { products } : {}),
    ...(language ? { language } : {}),
    ...(messageId ? { messageId } : {}),
    ...(subject ? { subject } : {}),
    ...(inquiry.list?.requested === false ? { requested: false } : {}),
    ...(topics ? { topics } : {}),
    ...(effort ? { effort } : {}),
  };
}
