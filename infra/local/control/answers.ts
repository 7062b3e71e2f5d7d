import type { ControlAnswer, ControlRequest } from '../contract.ts';

export const json = (body: unknown, status = 200): ControlAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** RFC 9457. */
export const problem = (status: number, title: string, detail: string, more: object = {}): ControlAnswer => ({
  status,
  headers: { 'content-type': 'application/problem+json' },
  body: JSON.stringify({ type: 'about:blank', title, status, detail, ...more }),
});

/** The request's body as JSON; undefined when it cannot be read. */
export function bodyOf({ body }: ControlRequest): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
