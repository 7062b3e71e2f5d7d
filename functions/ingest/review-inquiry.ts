/** A person decides about one inquiry that was set aside: it counts after all, counts once it is corrected, or does not. */
import { changeLead, type Refusal } from '../../shared/change-lead.ts';
import type { Origin } from '../../shared/domain/evolve.ts';
import { type Inquiry, type InquiryDecision, withDecision } from '../../shared/domain/inquiry.ts';
import type { ActiveDocument, ActiveRules } from '../../shared/ports/active-rules.ts';
import type { IntakeDocument } from '../../shared/rules/intake.ts';
import { takeHookItem } from './hook-items.ts';
import { keepUploads } from './keep-raw.ts';
import { isPlainObject, plainValue } from './rules/plain-values.ts';
import { type InquiryAction, reviewVerdict } from './rules/review-verdict.ts';
import { reviewed } from './rules/reviewed.ts';
import { sureKeys } from './rules/sure-keys.ts';
import { takeInquiry } from './take-inquiry.ts';
import { type Understood, understand } from './understand.ts';
import { type AgainPorts, understandAgain } from './understand-again.ts';

export interface ReviewPorts extends AgainPorts {
  rules: ActiveRules;
}

export type Reviewed =
  | { outcome: 'decided' | 'unchanged'; inquiry: Inquiry }
  | { outcome: 'refused'; refusal: Refusal }
  | { outcome: 'missing' };

type Asked = Pick<InquiryAction, 'decision' | 'facts' | 'reason'>;

/** Decisions of several people at the same moment: each reads what the others decided. */
const TRIES = 5;
/** Findings on values that are left out because of them. */
const UNREAD: readonly string[] = [
  'email-invalid',
  'phone-invalid',
  'postcode-invalid',
  'country-unknown',
  'number-unusable',
  'date-unusable',
  'value-unknown',
  'field-unreadable',
  'too-long',
];

/**
 * Decides about an inquiry and logs the decision with it. May be repeated: what was decided so already stays as it is.
 * What has no lead yet is understood again out of its payload and taken in like any inquiry, once.
 * @throws Fault where it could not be read or stored now
 */
export async function reviewInquiry(
  ports: ReviewPorts,
  inquiryId: string,
  asked: Asked,
  origin: Origin,
): Promise<Reviewed> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const inquiry = await ports.store.loadInquiry(inquiryId);
    if (!inquiry) return { outcome: 'missing' };
    const verdict = reviewVerdict(inquiry, asked, origin.now);
    if (verdict === 'done') return { outcome: 'unchanged', inquiry };
    if (verdict !== 'open') return { outcome: 'refused', refusal: verdict };
    const { decision: as, reason } = asked;
    const decision = { as, by: origin.by, at: origin.now, ...(reason ? { reason } : {}) };
    const decided = await decide(ports, { inquiry, asked, decision }, origin);
    if (decided === 'refused') continue;
    if (decided !== 'stored') return { outcome: 'refused', refusal: decided };
    const after = await ports.store.loadInquiry(inquiryId);
    return after ? { outcome: 'decided', inquiry: after } : { outcome: 'missing' };
  }
  return {
    outcome: 'refused',
    refusal: { refused: 'contended', because: 'Others decide about it at the same time.' },
  };
}

interface Deciding {
  inquiry: Inquiry;
  asked: Asked;
  decision: InquiryDecision;
}

/** `refused` where somebody else has decided meanwhile. */
type Written = 'stored' | 'refused' | Refusal;

async function decide(ports: ReviewPorts, deciding: Deciding, origin: Origin): Promise<Written> {
  const { inquiry, asked, decision } = deciding;
  const rejects = decision.as === 'reject';
  if (rejects && inquiry.leadId === null)
    return (await ports.store.keepInquiry(withDecision(inquiry, decision))) ? 'stored' : 'refused';
  const intake = await ports.rules.get('intake');
  const corrected = rejects ? null : corrections(inquiry, asked, intake.document);
  if (corrected && 'refused' in corrected) return corrected;
  return inquiry.leadId === null
    ? takeAgain(ports, deciding, { intake, corrected }, origin)
    : decideOnLead(ports, deciding, corrected, origin);
}

/** What a person says it should have said; a value that cannot be read is told, and nothing is decided. */
function corrections(
  { channel, source, receivedAt: now }: Inquiry,
  { decision, facts }: Asked,
  intake: IntakeDocument,
): Understood | Refusal | null {
  const said = decision === 'correct' ? plainValue(facts) : null;
  if (!said || !isPlainObject(said.value)) return null;
  const understood = understand(said.value, { intake, now, language: 'de', channel, source });
  const wrong = understood.findings.find(({ code }) => UNREAD.includes(code));
  if (!wrong) return understood;
  return { refused: 'facts-unusable', because: `${wrong.field}: ${wrong.message}` };
}

async function decideOnLead(
  ports: ReviewPorts,
  { inquiry, decision }: Deciding,
  corrected: Understood | null,
  origin: Origin,
): Promise<Written> {
  const { drafts, stored } = reviewed(inquiry, decision, corrected?.facts ?? {});
  const change = await changeLead(
    ports,
    inquiry.leadId ?? '',
    origin,
    (lead) => (lead.state === 'erased' ? ERASED : drafts(lead)),
    { inquiry: stored },
  );
  if (change.outcome === 'refused') return change.refusal;
  if (change.outcome === 'missing') return ERASED;
  return change.outcome === 'changed' ? 'stored' : 'refused';
}

const ERASED: Refusal = { refused: 'action-not-possible', because: 'The lead is erased.' };

async function takeAgain(
  ports: ReviewPorts,
  { inquiry, decision }: Deciding,
  { intake, corrected }: { intake: ActiveDocument<IntakeDocument>; corrected: Understood | null },
  origin: Origin,
): Promise<Written> {
  const { correlationId } = origin;
  const again = await understandAgain(ports, inquiry, { intake, correlationId });
  const understood = again?.understood ?? corrected;
  if (!understood) return UNREADABLE;
  if (again?.cameAgain && (await ports.store.loadInquiry(again.cameAgain))) return cameAgain(again.cameAgain);
  const facts = { ...understood.facts, ...corrected?.facts };
  if (!facts.email && !facts.phone && !facts.street) return NOBODY;
  // First what lies in the same body: as long as this one is not decided, all can be repeated.
  for (const item of again?.others?.items ?? [])
    if (again?.others)
      await takeHookItem({ ...ports, raw: ports.objects }, again.others.call, item, {
        of: again.others.of,
        uploads: again.uploads,
      });
  const email = corrected?.email ?? understood.email;
  const isProven = Boolean(corrected?.email) || again?.isProven === true;
  const attachments = again ? await keepUploads(ports.objects, inquiry.id, again.uploads) : [];
  const arrived = arrivedAgain(inquiry, { understood, facts, head: again?.head ?? {} });
  const { source } = arrived;
  const vouched = again?.signed === true;
  const taken = await takeInquiry(
    ports,
    {
      inquiry: {
        ...arrived,
        attachments,
        review: { decisions: [...(inquiry.review?.decisions ?? []), decision] },
      },
      organisation: corrected?.organisation ?? understood.organisation,
      identities: isProven ? sureKeys({ facts, source, vouched }, email, intake.document) : [],
      vouched: Boolean(corrected?.email),
      thread: again?.thread ?? null,
      rulesHash: intake.hash,
    },
    origin,
  );
  return taken.outcome === 'duplicate' || taken.outcome === 'remembered' ? 'refused' : 'stored';
}

const UNREADABLE: Refusal = {
  refused: 'unreadable',
  because: 'It cannot be read. Correct it: say who it is and what they want.',
};
const NOBODY: Refusal = {
  refused: 'contact-missing',
  because: 'Nobody can be reached by it. Correct it: say an e-mail address, a telephone number or a street.',
};
const cameAgain = (id: string): Refusal => ({
  refused: 'came-again',
  because: `It came again meanwhile and is there as ${id}.`,
});

/** The inquiry as it would have been, had it been understood when it came. */
function arrivedAgain(
  inquiry: Inquiry,
  { understood, facts, head }: { understood: Understood; facts: Inquiry['facts']; head: Partial<Inquiry> },
): Omit<Inquiry, 'outcome' | 'reason' | 'leadId'> {
  const { outcome: _o, reason: _r, leadId: _l, delivery: _d, signed: _s, ...before } = inquiry;
  const { organisation: _n, email: _e, redirect: _w, visitorId: _v, proofs: _p, ...known } = understood;
  const from = facts.email ? { from: facts.email } : {};
  return { ...before, ...known, ...from, ...head, facts };
}
