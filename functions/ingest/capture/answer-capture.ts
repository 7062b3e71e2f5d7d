/** `GET|POST /capture`: what call agents and people at a fair stand type in while somebody speaks to them. */
import { createHash } from 'node:crypto';
import { newId } from '../../../shared/domain/ids.ts';
import { type HttpAnswer, json, problem, text } from '../../../shared/http/answer.ts';
import { admit, Caller, isAnswer, type Role } from '../../../shared/http/caller.ts';
import { html } from '../../../shared/http/html.ts';
import { type HttpRequest, preferredLanguage } from '../../../shared/http/request.ts';
import { FORM_TOKEN, formToken, isOurForm } from '../../../shared/http/session.ts';
import { toSignIn } from '../../../shared/http/to-sign-in.ts';
import type { ActiveRules } from '../../../shared/ports/active-rules.ts';
import type { Now } from '../../../shared/ports/clock.ts';
import type { LeadStore } from '../../../shared/ports/lead-store.ts';
import type { Objects } from '../../../shared/ports/objects.ts';
import { acknowledge } from '../acknowledge.ts';
import { keepUploads } from '../keep-raw.ts';
import { type BodyRead, readAny, readBody, type Upload } from '../read-body.ts';
import type { Fields } from '../rules/gather-fields.ts';
import { isPlainObject } from '../rules/plain-values.ts';
import { sureKeys } from '../rules/sure-keys.ts';
import { type Taken, takeInquiry } from '../take-inquiry.ts';
import { type Understood, understand } from '../understand.ts';
import { captureApp } from './app.ts';
import { captureFields } from './fields.ts';
import { capturePage, notTakenPage, takenPage } from './page.ts';
import { worker } from './worker.ts';

export interface CapturePorts {
  store: LeadStore;
  rules: ActiveRules;
  secret: () => Promise<string>;
  raw: Pick<Objects, 'put'>;
  now: Now;
}

const ROLES: readonly Role[] = ['process-owner', 'marketing', 'call-agent'];
const KEY = /^[\x21-\x7e]{8,255}$/;
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
/** What people type in is far below; the payload is kept in the item of the inquiry. */
const MAX_BYTES = 64 * 1024;
/** Scans together, and what surrounds them: a function is sent 6 MB at most, and bytes become a third more on the way (Lambda quotas). */
const MAX_SCAN_BYTES = 4 * 1024 * 1024;
const MAX_FORM_BYTES = MAX_SCAN_BYTES + 2 * MAX_BYTES;
const MAX_SCANS = 10;
const SCAN = /^(image\/[\w.+-]+|application\/pdf)$/i;
/** A clock that is this wrong is put right (milliseconds). */
const CLOCK_WRONG = 5 * 60_000;
const SCRIPTS: Record<string, string> = {
  '/capture/app.js': `(${captureApp.toString()})();`,
  '/capture/worker.js': worker,
};

export async function answerCapture(ports: CapturePorts, request: HttpRequest): Promise<HttpAnswer> {
  const script = SCRIPTS[request.path];
  if (script)
    return text(200, script, 'text/javascript; charset=utf-8', { 'service-worker-allowed': '/capture' });
  const type = request.headers['content-type'] ?? '';
  const program = /json/i.test(type) || isByScript(request);
  if (request.method === 'POST' && program) return takeItem(ports, request);
  const caller = Caller.safeParse(request.caller).data;
  const language = preferredLanguage(request.headers);
  if (!caller)
    return request.method === 'GET' ? toSignIn(request) : html(401, notTakenPage(language, 'sign-in'));
  if (!ROLES.includes(caller.role)) return html(403, notTakenPage(language, 'role'));
  return request.method === 'POST' ? takeForm(ports, request, caller) : showPage(ports, request);
}

async function showPage({ rules, secret }: CapturePorts, request: HttpRequest): Promise<HttpAnswer> {
  const [definition, intake, key] = await Promise.all([
    rules.get('definition'),
    rules.get('intake'),
    secret(),
  ]);
  const visitor = { language: preferredLanguage(request.headers), token: formToken(request, key) };
  return html(200, capturePage(visitor, captureFields(definition.document), intake.document));
}

/** Scans that our script sends: a foreign page cannot set its header, since the browser would ask us first. */
const isByScript = ({ headers }: HttpRequest): boolean =>
  /^multipart\//i.test(headers['content-type'] ?? '') && headers['idempotency-key'] !== undefined;

/** What the script of the page sends, perhaps hours later and perhaps twice. */
async function takeItem(ports: CapturePorts, request: HttpRequest): Promise<HttpAnswer> {
  const caller = admit(request, ROLES, isByScript(request));
  if (isAnswer(caller)) return caller;
  const refuse = (status: number, code: string, detail: string) =>
    problem(status, { code, detail }, request.correlationId);
  const key = request.headers['idempotency-key'];
  if (key !== undefined && !KEY.test(key))
    return refuse(400, 'bad-key', 'Idempotency-Key: 8 to 255 visible characters.');
  const read = await readForm(request);
  if (!read.ok) return refuse(read.status, read.code, read.detail);
  const result = await take(ports, request, { ...read, caller, key });
  if ('taken' in result) return json(202, result.taken);
  const errors = result.findings.map(({ field, code, message }) => ({ field, code, message }));
  const detail = 'The lead was not stored. Correct what is listed and send it again.';
  return problem(422, { code: 'findings', detail, errors }, request.correlationId);
}

/** Fields and scans of a body, within what is kept of each. */
async function readForm({ body, headers }: HttpRequest): Promise<BodyRead> {
  const type = headers['content-type'] ?? '';
  const refuse = (status: 413 | 415, code: string, detail: string) =>
    ({ ok: false, status, code, detail }) as const;
  if (!/^multipart\//i.test(type)) {
    if (body.length > MAX_BYTES) return refuse(413, 'too-large', `A body may have ${MAX_BYTES} bytes.`);
    return readBody(body, /json/i.test(type) ? 'application/json' : type);
  }
  const megabytes = MAX_SCAN_BYTES / 1024 / 1024;
  const tooLarge = refuse(
    413,
    'scan-too-large',
    `Scans may have ${megabytes} MB together, and there may be ${MAX_SCANS}.`,
  );
  if (body.length > MAX_FORM_BYTES) return tooLarge;
  const read = await readAny(body, type);
  if (!read.ok) return read;
  const fields = isPlainObject(read.value) ? read.value : {};
  const { uploads } = read;
  const bytes = uploads.reduce((sum, { content }) => sum + content.length, 0);
  if (bytes > MAX_SCAN_BYTES || uploads.length > MAX_SCANS) return tooLarge;
  if (Buffer.byteLength(JSON.stringify(fields)) > MAX_BYTES)
    return refuse(413, 'too-large', `The fields may have ${MAX_BYTES} bytes.`);
  if (!uploads.every(({ contentType }) => SCAN.test(contentType)))
    return refuse(415, 'no-scan', 'A scan is a picture or a PDF.');
  return { ok: true, fields, uploads };
}

async function takeForm(ports: CapturePorts, request: HttpRequest, caller: Caller): Promise<HttpAnswer> {
  const language = preferredLanguage(request.headers);
  const read = await readForm(request);
  if (!read.ok && read.status !== 400)
    return html(read.status, notTakenPage(language, [{ message: read.detail }]));
  const { [FORM_TOKEN]: given, ...fields } = read.ok ? read.fields : {};
  const ours = isOurForm(request, typeof given === 'string' ? given : '', await ports.secret());
  if (!read.ok || !ours) return html(403, notTakenPage(language, 'foreign'));
  const result = await take(ports, request, { fields, uploads: read.uploads, caller, key: undefined });
  return 'taken' in result
    ? html(200, takenPage(language))
    : html(422, notTakenPage(language, result.findings));
}

async function take(
  ports: CapturePorts,
  request: HttpRequest,
  {
    fields: said,
    uploads,
    caller,
    key,
  }: { fields: Fields; uploads: readonly Upload[]; caller: Caller; key: string | undefined },
): Promise<{ taken: Taken } | { findings: Understood['findings'] }> {
  const intake = await ports.rules.get('intake');
  const now = ports.now();
  const fields = byOurClock(said, request.headers['x-sent-at'], now);
  const language = preferredLanguage(request.headers);
  const context = { intake: intake.document, now, language, channel: 'phone', source: 'capture' } as const;
  const { organisation, email, redirect: _, ...known } = understand(fields, context);
  const rejects = known.findings.filter(({ severity }) => severity === 'reject');
  if (rejects.length > 0) return { findings: known.findings };
  const id = idOf(caller, key, now);
  // Sent once more, perhaps after an erasure, scans must neither replace nor bring back what was stored.
  const stored = uploads.length > 0 ? await ports.store.loadInquiry(id) : null;
  // The scans first, so that a stored inquiry never points at what is not there.
  const attachments = stored?.attachments ?? (await keepUploads(ports.raw, id, uploads));
  const taken = await takeInquiry(
    ports,
    {
      inquiry: {
        ...known,
        id,
        receivedAt: now,
        ...(email ? { from: email.address } : {}),
        attachments,
        raw: { in: 'item', contentType: 'application/json', body: JSON.stringify(fields) },
      },
      organisation,
      identities: sureKeys({ ...known, vouched: true }, email, intake.document),
      vouched: true,
      rulesHash: intake.hash,
    },
    { now, by: `staff:${caller.subject}`, correlationId: request.correlationId },
  );
  if (taken.outcome !== 'remembered') await acknowledge(ports.raw, [taken], now);
  return { taken };
}

/**
 * The time of capture by our clock, where that of the device is wrong.
 * @param sentAt when it was sent, by the device
 */
function byOurClock(fields: Fields, sentAt: string | undefined, now: string): Fields {
  const { capturedAt } = fields;
  const off = Date.parse(now) - Date.parse(sentAt ?? '');
  const captured = typeof capturedAt === 'string' ? Date.parse(capturedAt) : Number.NaN;
  if (!(Math.abs(off) > CLOCK_WRONG) || Number.isNaN(captured)) return fields;
  return { ...fields, capturedAt: new Date(captured + off).toISOString() };
}

/**
 * The same for the same key, so that what is sent again days later still counts once. A key that the page made up is of one
 * inquiry, whoever is signed in at the stand by then; another may be one that two people had the same idea of.
 */
function idOf({ subject }: Caller, key: string | undefined, now: string): string {
  if (key === undefined) return newId('inq', now);
  return `inq_${createHash('sha256')
    .update(JSON.stringify([UUID.test(key) ? '' : subject, key]))
    .digest('hex')
    .slice(0, 24)}`;
}
