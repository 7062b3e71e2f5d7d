import * as z from 'zod';
import { type HttpAnswer, problem } from './answer.ts';
import type { HttpRequest } from './request.ts';

export const Role = z.enum(['process-owner', 'marketing', 'call-agent', 'member', 'partner']);
export type Role = z.infer<typeof Role>;

/** Who calls, as the authoriser found out. Members and partners are owners of leads: `owner` is their agent id. */
export const Caller = z.object({ subject: z.string().min(1), role: Role, owner: z.string().optional() });
export type Caller = z.infer<typeof Caller>;

/**
 * Lets a request through for the roles that may make it. A browser's cookie alone moves nothing here: the body must be JSON,
 * which no form of another site can send.
 * @param ours another sign in the request shows that no form of another site sent it
 * @returns the caller, or the answer 401 (nobody known) or 403 (wrong role)
 */
export function admit(request: HttpRequest, roles: readonly Role[], ours = false): Caller | HttpAnswer {
  const caller = Caller.safeParse(request.caller);
  if (!caller.success) {
    const headers = { 'www-authenticate': 'Bearer' };
    return problem(
      401,
      { code: 'sign-in-needed', detail: 'Please sign in.', headers },
      request.correlationId,
    );
  }
  if (request.method !== 'GET' && !ours && !isBearer(request) && !isJson(request)) {
    const detail = 'Send the token as Authorization: Bearer, or the body as application/json.';
    return problem(403, { code: 'cookie-not-enough', detail }, request.correlationId);
  }
  if (!roles.includes(caller.data.role)) {
    const detail = `The role ${caller.data.role} may not do this.`;
    return problem(403, { code: 'role-not-allowed', detail }, request.correlationId);
  }
  return caller.data;
}

const isBearer = ({ headers }: HttpRequest): boolean => /^Bearer /i.test(headers.authorization ?? '');
const isJson = ({ headers }: HttpRequest): boolean =>
  /^application\/json\b/i.test(headers['content-type'] ?? '');

export function isAnswer(value: Caller | HttpAnswer): value is HttpAnswer {
  return 'statusCode' in value;
}
