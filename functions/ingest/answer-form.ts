/** `POST /v1/leads`: one inquiry out of a web form or a program. */
import { createHash } from 'node:crypto';
import { Fault } from '../../shared/domain/faults.ts';
import { newId } from '../../shared/domain/ids.ts';
import type { HttpAnswer } from '../../shared/http/answer.ts';
import { LeadAccepted } from '../../shared/http/api/leads.ts';
import { type HttpRequest, preferredLanguage, wantsHtml } from '../../shared/http/request.ts';
import type { ActiveDocument, ActiveRules } from '../../shared/ports/active-rules.ts';
import type { Now } from '../../shared/ports/clock.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import type { Objects } from '../../shared/ports/objects.ts';
import type { RateLimit } from '../../shared/ports/rate-limit.ts';
import type { IntakeDocument } from '../../shared/rules/intake.ts';
import { acknowledge } from './acknowledge.ts';
import { checkProofs } from './check-proofs.ts';
import {
  acceptedAnswer,
  type Caller,
  findingsAnswer,
  forOrigin,
  reusedKeyAnswer,
  tooManyAnswer,
  unreadableAnswer,
} from './form-answers.ts';
import { keepRaw, keepUploads } from './keep-raw.ts';
import { readBody, type Upload } from './read-body.ts';
import type { RepeatedText } from './repeated-text.ts';
import { finding, sorted } from './rules/findings.ts';
import { sureKeys } from './rules/sure-keys.ts';
import { visitorHash } from './rules/visitor-hash.ts';
import { type Arrival, takeInquiry } from './take-inquiry.ts';
import { type Understood, understand } from './understand.ts';
import { waitOf } from './wait-of.ts';

export interface FormPorts {
  store: LeadStore;
  rules: ActiveRules;
  limit: RateLimit;
  raw: Pick<Objects, 'put'>;
  now: Now;
  /** Under which the addresses of callers are hashed before they are counted. */
  hashKey: string;
  /** The installation's link secret, which signs what forms bring along. */
  secret: () => Promise<string>;
  heard?: RepeatedText;
}

/** One request with all that its answer depends on. */
interface Call {
  request: HttpRequest;
  caller: Caller;
  intake: ActiveDocument<IntakeDocument>;
  now: string;
}

/** A language that the browser names; programs often ask for any (`*`), which says nothing about the person. */
const SPEAKS = /\b(de|en)\b/i;
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;
const BAD_KEY = {
  status: 400,
  code: 'bad-key',
  detail: 'Idempotency-Key: 1 to 255 visible characters.',
} as const;

/**
 * Answers a form: 202 or a thank-you page once the inquiry is stored, else what is wrong with it.
 * @throws Fault where nothing could be stored; the sender may try again
 */
export async function answerForm(ports: FormPorts, request: HttpRequest): Promise<HttpAnswer> {
  const intake = await ports.rules.get('intake');
  const preflight = request.method === 'OPTIONS';
  const browser = wantsHtml(request.headers);
  const language = preferredLanguage(request.headers, browser ? 'de' : 'en');
  const caller = { browser, language, correlationId: request.correlationId };
  const answer = preflight
    ? { statusCode: 204, headers: {}, body: '' }
    : await answerCall(ports, { request, caller, intake, now: ports.now() });
  return forOrigin(answer, request, intake.document);
}

async function answerCall(ports: FormPorts, call: Call): Promise<HttpAnswer> {
  const { request, caller, intake, now } = call;
  const site = siteOf(request);
  const wait = await waitOf(ports, { request, source: site, intake: intake.document, isKnown: false, now });
  if (wait !== null) return tooManyAnswer(caller, wait);
  const key = request.headers['idempotency-key'];
  if (key !== undefined && !IDEMPOTENCY_KEY.test(key)) return unreadableAnswer(caller, BAD_KEY);
  const read = await readBody(request.body, request.headers['content-type'] ?? '');
  if (!read.ok) return unreadableAnswer(caller, read);
  const understood = understand(read.fields, {
    intake: intake.document,
    now,
    language: caller.language,
    channel: 'web_form',
    ...(ports.heard ? { heard: ports.heard } : {}),
    source: site,
    ...(SPEAKS.test(request.headers['accept-language'] ?? '') ? { speaks: caller.language } : {}),
  });
  const doubts = await checkProofs(ports, { understood, site, key, intake: intake.document, now });
  const weighing = { intake: intake.document, language: caller.language };
  const added = doubts.map(({ field, code }) => finding(field, code, weighing));
  const findings = sorted([...understood.findings, ...added]);
  if (findings.some(({ severity }) => severity === 'reject')) return findingsAnswer(caller, findings);
  return storeAndAnswer(ports, call, { ...understood, findings }, { uploads: read.uploads, key });
}

/** The web site that a form stands on. */
function siteOf({ headers }: HttpRequest): string {
  const page = headers.origin ?? headers.referer ?? '';
  return (URL.canParse(page) && new URL(page).hostname) || 'web';
}

async function storeAndAnswer(
  ports: FormPorts,
  { request, caller, intake, now }: Call,
  understood: Understood,
  { uploads, key }: { uploads: readonly Upload[]; key: string | undefined },
): Promise<HttpAnswer> {
  const arrival = await arrived(ports, { request, intake, now }, understood, uploads);
  const origin = { now, by: 'person', correlationId: request.correlationId };
  const { source } = understood;
  const bodyHash = createHash('sha256').update(request.body).digest('hex');
  const answered = (taken: object): LeadAccepted => LeadAccepted.parse({ ...taken, receivedAt: now });
  const taken = await takeInquiry(
    ports,
    arrival,
    origin,
    key === undefined
      ? undefined
      : (result) => ({ source, key, bodyHash, answer: JSON.stringify(answered(result)) }),
  );
  if (taken.outcome === 'duplicate')
    throw new Fault('id-taken', { retryable: true, detail: taken.inquiryId });
  if (taken.outcome === 'remembered' && taken.bodyHash !== bodyHash) return reusedKeyAnswer(caller);
  const accepted =
    taken.outcome === 'remembered' ? LeadAccepted.parse(JSON.parse(taken.answer)) : answered(taken);
  await acknowledge(ports.raw, [accepted], accepted.receivedAt);
  return acceptedAnswer(caller, accepted, understood, intake.document.redirects);
}

/** Keeps payload and files first, so that a stored inquiry never points at what is not there. */
async function arrived(
  { raw, hashKey }: FormPorts,
  { request, intake, now }: Omit<Call, 'caller'>,
  { organisation, email, redirect: _, proofs: __, visitorId, ...known }: Understood,
  uploads: readonly Upload[],
): Promise<Arrival> {
  const id = newId('inq', now);
  const payload = { body: request.body, contentType: request.headers['content-type'] ?? '' };
  const [kept, attachments] = await Promise.all([keepRaw(raw, id, payload), keepUploads(raw, id, uploads)]);
  const from = email ? { from: email.address } : {};
  const visitor = visitorId ? { visitor: visitorHash(visitorId, hashKey) } : {};
  return {
    inquiry: { ...known, ...from, ...visitor, id, receivedAt: now, attachments, raw: kept },
    organisation,
    identities: sureKeys({ ...known, vouched: false }, email, intake.document),
    rulesHash: intake.hash,
  };
}
