/** `POST /v1/inquiries/{id}/actions` and the forms of the console: what staff decide about what was set aside. */
import type { Origin } from '../../shared/domain/evolve.ts';
import type { Inquiry } from '../../shared/domain/inquiry.ts';
import { type HttpAnswer, json, problem, redirect } from '../../shared/http/answer.ts';
import { admit, Caller, isAnswer, type Role } from '../../shared/http/caller.ts';
import { html } from '../../shared/http/html.ts';
import { type HttpRequest, preferredLanguage } from '../../shared/http/request.ts';
import { FORM_TOKEN, isOurForm } from '../../shared/http/session.ts';
import type { Now } from '../../shared/ports/clock.ts';
import { readBody } from './read-body.ts';
import { type ReviewPorts, reviewInquiry } from './review-inquiry.ts';
import { reviewRefusalPage } from './review-pages.ts';
import { InquiryAction } from './rules/review-verdict.ts';

export interface AnswerReviewPorts extends ReviewPorts {
  now: Now;
}

/** Who decides about what lies in quarantine: the same as about leads. */
const ROLES: readonly Role[] = ['process-owner', 'marketing'];

export async function answerReview(ports: AnswerReviewPorts, request: HttpRequest): Promise<HttpAnswer> {
  if (request.path.startsWith('/console')) return answerForm(ports, request);
  const caller = admit(request, ROLES);
  if (isAnswer(caller)) return caller;
  const refuse = (status: number, code: string, detail: string): HttpAnswer =>
    problem(status, { code, detail }, request.correlationId);
  const read = await readBody(request.body, 'application/json');
  if (!read.ok) return refuse(read.status, read.code, read.detail);
  const action = InquiryAction.safeParse(read.fields);
  if (!action.success) return unreadable(action.error.issues, request);
  const id = request.params.id ?? '';
  const reviewed = await reviewInquiry(ports, id, action.data, originOf(ports, request, caller));
  if (reviewed.outcome === 'missing') return refuse(404, 'inquiry-unknown', 'There is no such inquiry.');
  if (reviewed.outcome !== 'refused') return json(200, inquiryView(reviewed.inquiry));
  const { refused, because } = reviewed.refusal;
  return refuse(409, refused, because);
}

const originOf = ({ now }: AnswerReviewPorts, { correlationId }: HttpRequest, caller: Caller): Origin => ({
  now: now(),
  by: `staff:${caller.subject}`,
  correlationId,
});

function inquiryView({ leadId, ...inquiry }: Inquiry): object {
  return { ...inquiry, ...(leadId ? { leadId } : {}) };
}

function unreadable(
  issues: readonly { path: PropertyKey[]; code?: string; message: string }[],
  request: HttpRequest,
) {
  const errors = issues.map(({ path, code = 'invalid', message }) => ({
    field: path.map(String).join('.') || 'action',
    code,
    message,
  }));
  const detail = 'The action cannot be read.';
  return problem(422, { code: 'action-unreadable', detail, errors }, request.correlationId);
}

/** What the review page of the console sends; it leads back there. */
async function answerForm(ports: AnswerReviewPorts, request: HttpRequest): Promise<HttpAnswer> {
  const caller = Caller.safeParse(request.caller).data;
  const language = preferredLanguage(request.headers);
  if (!caller) return html(401, reviewRefusalPage(language, 'sign-in'));
  if (!ROLES.includes(caller.role)) return html(403, reviewRefusalPage(language, 'role'));
  const read = await readBody(request.body, request.headers['content-type'] ?? '');
  const said = Object.entries(read.ok ? read.fields : {}).filter(([, value]) => value !== '');
  const { [FORM_TOKEN]: given, ...fields } = Object.fromEntries(said);
  if (!read.ok || !isOurForm(request, typeof given === 'string' ? given : '', await ports.secret()))
    return html(403, reviewRefusalPage(language, 'foreign'));
  const facts = Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      name.startsWith('facts.') ? [[name.slice('facts.'.length), value]] : [],
    ),
  );
  const action = InquiryAction.safeParse({ ...fields, action: 'review', facts });
  if (!action.success) return html(422, reviewRefusalPage(language, 'unreadable'));
  const id = request.params.id ?? '';
  const reviewed = await reviewInquiry(ports, id, action.data, originOf(ports, request, caller));
  if (reviewed.outcome === 'missing') return html(404, reviewRefusalPage(language, 'unknown'));
  if (reviewed.outcome !== 'refused') return redirect('/console/review');
  return html(409, reviewRefusalPage(language, reviewed.refusal.refused));
}
