import { type HttpAnswer, problem, redirect } from './answer.ts';
import { type HttpRequest, wantsHtml } from './request.ts';

/** Leads a browser that is not signed in to the sign-in page and back; a program is told 401. For GET. */
export function toSignIn(request: HttpRequest): HttpAnswer {
  if (!wantsHtml(request.headers)) {
    const headers = { 'www-authenticate': 'Bearer' };
    return problem(
      401,
      { code: 'sign-in-needed', detail: 'Please sign in.', headers },
      request.correlationId,
    );
  }
  const query = Object.entries(request.query).flatMap(([name, value]) => (value ? [[name, value]] : []));
  const asked = query.length > 0 ? `${request.path}?${new URLSearchParams(query).toString()}` : request.path;
  return redirect(`/v1/login?to=${encodeURIComponent(asked)}`);
}
