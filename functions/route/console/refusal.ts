import type { HttpAnswer } from '../../../shared/http/answer.ts';
import { html } from '../../../shared/http/html.ts';
import { markup } from '../../../shared/http/markup.ts';
import { type HttpRequest, preferredLanguage } from '../../../shared/http/request.ts';
import { words } from './words.ts';

export type RefusalKind =
  | 'sign-in'
  | 'role'
  | 'foreign'
  | 'unknown'
  | 'erased'
  | 'forbidden'
  | 'second-person'
  | 'invalid';

const STATUS: Record<RefusalKind, number> = {
  'sign-in': 401,
  role: 403,
  foreign: 403,
  unknown: 404,
  erased: 410,
  forbidden: 409,
  'second-person': 409,
  invalid: 422,
};

/** A page that says why something is not shown or done, with the way on. @param back a page of ours */
export function refusal(kind: RefusalKind, request: HttpRequest, back = '/console'): HttpAnswer {
  const language = preferredLanguage(request.headers);
  const say = words[language];
  const { title, text } = say.refusals[kind];
  const way =
    kind === 'sign-in' ? { to: '/v1/login', label: say.signIn } : { to: back, label: say.pages.board };
  const main = markup`<p>${text}</p><p><a class="button" href="${way.to}">${way.label}</a></p>`;
  return html(STATUS[kind], { language, title, main });
}
