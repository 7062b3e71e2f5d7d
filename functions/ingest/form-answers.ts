/** How the sender of a form is answered: programs with JSON, people with a page. */

import { type HttpAnswer, json, plainHtml, problem, redirect } from '../../shared/http/answer.ts';
import type { LeadAccepted } from '../../shared/http/api/leads.ts';
import type { HttpRequest } from '../../shared/http/request.ts';
import type { IntakeDocument } from '../../shared/rules/intake.ts';
import { findingsPage, refusedPage, thanksPage } from './pages.ts';
import { allowedRedirect } from './rules/redirect.ts';
import type { Understood } from './understand.ts';

/** Who is answered. */
export interface Caller {
  /** A person at a browser, not a program. */
  browser: boolean;
  language: 'de' | 'en';
  correlationId: string;
}

/** The inquiry is stored: thanks, on the page that the form named where that is allowed. */
export function acceptedAnswer(
  { browser, language }: Caller,
  accepted: LeadAccepted,
  { redirect: wanted, facts }: Pick<Understood, 'redirect' | 'facts'>,
  allowed: readonly string[],
): HttpAnswer {
  if (!browser) return json(202, accepted);
  const target = wanted === undefined ? null : allowedRedirect(wanted, allowed);
  if (target) return redirect(target);
  const spoken = facts.language === 'de' || facts.language === 'en' ? facts.language : language;
  return plainHtml(200, thanksPage(spoken, accepted.inquiryId));
}

/** What must be corrected, all at once; rejects stand first. */
export function findingsAnswer(
  { browser, language, correlationId }: Caller,
  findings: Understood['findings'],
): HttpAnswer {
  if (browser) return plainHtml(422, findingsPage(language, findings));
  const errors = findings.map(({ field, code, message }) => ({ field, code, message }));
  const detail = 'The inquiry was not stored. Correct what is listed and send it again.';
  return problem(422, { code: 'findings', detail, errors }, correlationId);
}

/** The key came before with another body: one of the two would be lost without a word. */
export function reusedKeyAnswer({ correlationId }: Caller): HttpAnswer {
  const detail = 'This Idempotency-Key was used for another body within 24 hours.';
  const errors = [{ field: 'Idempotency-Key', code: 'key-reused', message: detail }];
  return problem(422, { code: 'key-reused', detail, errors }, correlationId);
}

/** The body never became an inquiry. */
export function unreadableAnswer(
  { browser, language, correlationId }: Caller,
  { status, code, detail }: { status: 400 | 413 | 415; code: string; detail: string },
): HttpAnswer {
  if (browser) return plainHtml(status, refusedPage(language, status === 413 ? 'large' : 'unreadable'));
  return problem(status, { code, detail }, correlationId);
}

/** @param waitSeconds until the next inquiry of this block of addresses, or of this source, is taken */
export function tooManyAnswer({ browser, language, correlationId }: Caller, waitSeconds: number): HttpAnswer {
  const headers = { 'retry-after': String(Math.ceil(waitSeconds)) };
  if (browser) return plainHtml(429, refusedPage(language, 'wait'), headers);
  return problem(429, { code: 'too-many', detail: 'Too many inquiries at once.', headers }, correlationId);
}

/** Lets the scripts of allowed web sites post and read the answer (CORS). */
export function forOrigin(answer: HttpAnswer, request: HttpRequest, { origins }: IntakeDocument): HttpAnswer {
  const { origin } = request.headers;
  const known = origin !== undefined && origins.some((site) => new URL(site).origin === origin);
  return {
    ...answer,
    headers: {
      ...answer.headers,
      vary: 'origin',
      ...(known
        ? {
            'access-control-allow-origin': origin,
            'access-control-allow-methods': 'POST',
            'access-control-allow-headers': 'content-type, idempotency-key',
            'access-control-expose-headers': 'x-correlation-id, retry-after',
            'access-control-max-age': '3600',
          }
        : {}),
    },
  };
}
