import { type HttpAnswer, problem } from '../../shared/http/answer.ts';
import { html } from '../../shared/http/html.ts';
import { type HttpRequest, preferredLanguage, wantsHtml } from '../../shared/http/request.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import type { Now } from '../../shared/ports/clock.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import { unusablePage } from './questions-pages.ts';
import { readBody } from './read-body.ts';
import type { Fields } from './rules/gather-fields.ts';

/** Answers of one person are short. */
const MAX_BYTES = 20_000;

export interface QuestionsPorts {
  store: LeadStore;
  rules: ActiveRules;
  secret: () => Promise<string>;
  now: Now;
}

/** A request of the person who has a link to questions. */
export interface QuestionsVisit {
  ports: QuestionsPorts;
  request: HttpRequest;
  leadId: string;
  now: string;
}

/** The fields that were sent, or the status that refuses them. */
export async function readAnswers(
  request: HttpRequest,
): Promise<{ ok: true; fields: Fields } | { ok: false; status: 400 | 413 | 415 }> {
  if (request.body.length > MAX_BYTES) return { ok: false, status: 413 };
  const body = await readBody(request.body, request.headers['content-type'] ?? '');
  if (body.ok) return body;
  return { ok: false, status: body.status === 415 ? 415 : 400 };
}

/** Why the page cannot be used, in the reader's language. */
export function unusable(request: HttpRequest, status: 400 | 404 | 410 | 413 | 415): HttpAnswer {
  const page = unusablePage(preferredLanguage(request.headers), status);
  return wantsHtml(request.headers)
    ? html(status, page)
    : problem(status, { detail: page.title }, request.correlationId);
}
