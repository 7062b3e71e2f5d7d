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
import { readBody } from '../read-body.ts';
import type { Fields } from '../rules/gather-fields.ts';
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
/** What people type in is far below; the payload is kept in the item of the inquiry. */
const MAX_BYTES = 64 * 1024;
const SCRIPTS: Record<string, string> = {
  '/capture/app.js': `(${captureApp.toString()})();`,
  '/capture/worker.js': worker,
};

export async function answerCapture(ports: CapturePorts, request: HttpRequest): Promise<HttpAnswer> {
  const script = SCRIPTS[request.path];
  if (script)
    return text(200, script, 'text/javascript; charset=utf-8', { 'service-worker-allowed': '/capture' });
  const program = /json/i.test(request.headers['content-type'] ?? '');
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

/** What the script of the page sends, perhaps hours later and perhaps twice. */
async function takeItem(ports: CapturePorts, request: HttpRequest): Promise<HttpAnswer> {
  const caller = admit(request, ROLES);
  if (isAnswer(caller)) return caller;
  const refuse = (status: number, code: string, detail: string) =>
    problem(status, { code, detail }, request.correlationId);
  const key = request.headers['idempotency-key'];
  if (key !== undefined && !KEY.test(key))
    return refuse(400, 'bad-key', 'Idempotency-Key: 8 to 255 visible characters.');
  if (request.body.length > MAX_BYTES) return refuse(413, 'too-large', `A body may have ${MAX_BYTES} bytes.`);
  const read = await readBody(request.body, 'application/json');
  if (!read.ok) return refuse(read.status, read.code, read.detail);
  const result = await take(ports, request, { fields: read.fields, caller, key });
  if ('taken' in result) return json(202, result.taken);
  const errors = result.findings.map(({ field, code, message }) => ({ field, code, message }));
  const detail = 'The lead was not stored. Correct what is listed and send it again.';
  return problem(422, { code: 'findings', detail, errors }, request.correlationId);
}

async function takeForm(ports: CapturePorts, request: HttpRequest, caller: Caller): Promise<HttpAnswer> {
  const language = preferredLanguage(request.headers);
  const read = await readBody(request.body, request.headers['content-type'] ?? '');
  const { [FORM_TOKEN]: given, ...fields } = read.ok ? read.fields : {};
  const ours = isOurForm(request, typeof given === 'string' ? given : '', await ports.secret());
  if (!read.ok || !ours) return html(403, notTakenPage(language, 'foreign'));
  const result = await take(ports, request, { fields, caller, key: undefined });
  return 'taken' in result
    ? html(200, takenPage(language))
    : html(422, notTakenPage(language, result.findings));
}

async function take(
  ports: CapturePorts,
  request: HttpRequest,
  { fields, caller, key }: { fields: Fields; caller: Caller; key: string | undefined },
): Promise<{ taken: Taken } | { findings: Understood['findings'] }> {
  const intake = await ports.rules.get('intake');
  const now = ports.now();
  const language = preferredLanguage(request.headers);
  const context = { intake: intake.document, now, language, channel: 'phone', source: 'capture' } as const;
  const { organisation, email, redirect: _, ...known } = understand(fields, context);
  const rejects = known.findings.filter(({ severity }) => severity === 'reject');
  if (rejects.length > 0) return { findings: known.findings };
  const taken = await takeInquiry(
    ports,
    {
      inquiry: {
        ...known,
        id: idOf(caller, key, now),
        receivedAt: now,
        ...(email ? { from: email.address } : {}),
        attachments: [],
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

/** The same for the same key, so that what is sent again days later still counts once. */
function idOf({ subject }: Caller, key: string | undefined, now: string): string {
  if (key === undefined) return newId('inq', now);
  return `inq_${createHash('sha256')
    .update(JSON.stringify([subject, key]))
    .digest('hex')
    .slice(0, 24)}`;
}
