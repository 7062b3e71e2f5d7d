import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod';
import { isSame, signature } from '../../../shared/links/signature.ts';

/** Milliseconds in which a person has to finish signing in: a password and a second factor. */
export const ATTEMPT_MS = 10 * 60_000;

/** One way to the issuer and back; the browser keeps it in a cookie of ours. */
const Attempt = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** The page that was asked for. */
  to: z.string(),
  expires: z.iso.datetime(),
});
type Attempt = z.infer<typeof Attempt>;

/** Begins an attempt. @param now ISO instant */
export function newAttempt(to: string, now: string): Attempt {
  const random = () => randomBytes(32).toString('base64url');
  const expires = new Date(Date.parse(now) + ATTEMPT_MS).toISOString();
  return { state: random(), nonce: random(), verifier: random(), to, expires };
}

/** What the issuer is told of the verifier. */
export function challengeOf({ verifier }: Attempt): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

/** The value of the cookie: signed, so that nobody can send a browser on with an attempt of their own. */
export function sealAttempt(attempt: Attempt, secret: string): string {
  const sealed = Buffer.from(JSON.stringify(attempt)).toString('base64url');
  return `${sealed}.${signature(`sign-in:${sealed}`, secret)}`;
}

/**
 * The attempt in the cookie, if it is ours, still good, and the one that the issuer answers.
 * @param state as the issuer sends it back
 * @param now ISO instant
 */
export function openAttempt(
  cookie: string | null,
  { state, secret, now }: { state: string | undefined; secret: string; now: string },
): Attempt | null {
  const [sealed = '', given = ''] = (cookie ?? '').split('.');
  if (!isSame(given, signature(`sign-in:${sealed}`, secret))) return null;
  const attempt = Attempt.safeParse(JSON.parse(Buffer.from(sealed, 'base64url').toString('utf8'))).data;
  return attempt && now < attempt.expires && isSame(state ?? '', attempt.state) ? attempt : null;
}
