import { errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import * as z from 'zod';
import { Fault } from '../../../shared/domain/faults.ts';
import { Caller } from '../../../shared/http/caller.ts';
import { cookieOf, SESSION_COOKIE } from '../../../shared/http/session.ts';

/** What a user pool (or any issuer) says of a member of staff; custom attributes carry the prefix. */
const Claims = z.object({
  sub: z.string().min(1),
  'custom:role': z.string().optional(),
  role: z.string().optional(),
  'custom:owner': z.string().optional(),
  owner: z.string().optional(),
  nonce: z.string().optional(),
});

interface Trust {
  keys: JWTVerifyGetKey;
  issuer: string;
  audience: string;
}

/**
 * Finds out who calls from a signed token: issuer, audience, expiry and role are checked.
 * @returns the caller, or null for no token or one that does not hold
 * @throws Fault `issuer-unreachable` (retryable) when the issuer's keys cannot be had
 */
export async function identify(
  from: { headers: Record<string, string | undefined>; cookies: readonly string[] },
  trust: Trust,
): Promise<Record<string, string> | null> {
  const token = bearer(from.headers.authorization) ?? cookieOf(from.cookies, SESSION_COOKIE);
  const caller = token ? (await readToken(token, trust))?.caller : null;
  if (!caller) return null;
  const { subject, role, owner } = caller;
  return owner ? { subject, role, owner } : { subject, role };
}

/**
 * Reads an ID token.
 * @returns null for one that does not hold; `caller` is null where it names nobody with a role
 * @throws Fault `issuer-unreachable` (retryable)
 */
export async function readToken(
  token: string,
  { keys, issuer, audience }: Trust,
): Promise<{ caller: Caller | null; nonce: string | undefined } | null> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience,
      algorithms: ['RS256', 'ES256'],
    });
    const claims = Claims.safeParse(payload).data;
    if (!claims) return null;
    const caller = Caller.safeParse({
      subject: claims.sub,
      role: claims['custom:role'] ?? claims.role,
      owner: claims['custom:owner'] ?? claims.owner,
    });
    return { caller: caller.data ?? null, nonce: claims.nonce };
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
