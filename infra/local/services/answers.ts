import type { ControlAnswer, ControlRequest } from '../contract.ts';

/** A JSON answer of a control route. */
export function json(status: number, body: unknown): ControlAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  };
}

/** A refusal in RFC 9457 form, as everywhere else in the product. */
export function problem(status: number, detail: string): ControlAnswer {
  const body = JSON.stringify({ type: 'about:blank', title: detail, status, detail });
  return { status, headers: { 'content-type': 'application/problem+json; charset=utf-8' }, body };
}

/** A page that needs and allows no script. */
export function html(body: string): ControlAnswer {
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'self'; frame-src 'self'",
  };
  return { status: 200, headers, body };
}

/** Where the browser goes after a form. */
export function seeOther(location: string): ControlAnswer {
  return { status: 303, headers: { location } };
}

/** Whether the caller is a browser looking for a page rather than a program looking for data. */
export function wantsPage(request: Pick<ControlRequest, 'headers'>): boolean {
  return (request.headers.accept ?? '').includes('text/html');
}
