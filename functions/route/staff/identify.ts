import { errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import * as z from 'zod';
import { Fault } from '../../../shared/domain/faults.ts';
import { Caller } from './caller.ts';

/** Cookie of a signed-in browser; programs send the same token as `Authorization: Bearer`. */
export const SESSION_COOKIE = 'leitwerk_session';

/** What a user pool (or any issuer) says of a member of staff; custom attributes carry the prefix. */
const Claims = z.object({
  sub: z.string().min(1),
  'custom:role': z.string().optional(),
  role: z.string().optional(),
  'custom:owner': z.string().optional(),
  owner: z.string().optional(),
});

/**
 * Finds out who calls from a signed token: issuer, audience, expiry and role are checked.
 * @returns the caller, or null for no token or one that does not hold
 * @throws Fault `issuer-unreachable` (retryable) when the issuer's keys cannot be had
 */
export async function identify(
  from: { headers: Record<string, string | undefined>; cookies: readonly string[] },
  trust: { keys: JWTVerifyGetKey; issuer: string; audience: string },
): Promise<Record<string, string> | null> {
  const token = bearer(from.headers.authorization) ?? cookie(from.cookies);
  if (!token) return null;
  try {
    const { issuer, audience } = trust;
    const { payload } = await jwtVerify(token, trust.keys, {
      issuer,
      audience,
      algorithms: ['RS256', 'ES256'],
    });
    const parsed = Claims.safeParse(payload);
    if (!parsed.success) return null;
    const claims = parsed.data;
    const owner = claims['custom:owner'] ?? claims.owner;
    const caller = Caller.safeParse({
      subject: claims.sub,
      role: claims['custom:role'] ?? claims.role,
      owner,
    });
    if (!caller.success) return null;
    const { subject, role } = caller.data;
    return owner ? { subject, role, owner } : { subject, role };
  } catch (error) {
    if (isAboutToken(error)) return null;
    throw new Fault('issuer-unreachable', { retryable: true, cause: error });
  }
}

/** Everything but trouble on the way to the issuer's keys says that the token does not hold. */
function isAboutToken(error: unknown): boolean {
  return error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout);
}

function bearer(header: string | undefined): string | null {
  return header?.match(/^Bearer (\S+)$/i)?.[1] ?? null;
}

function cookie(cookies: readonly string[]): string | null {
  const prefix = `${SESSION_COOKIE}=`;
  return cookies.find((one) => one.startsWith(prefix))?.slice(prefix.length) ?? null;
}
