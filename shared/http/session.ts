import { isSame, signature } from '../links/signature.ts';
import type { HttpRequest } from './request.ts';

/** Cookie of a signed-in browser; programs send the same token as `Authorization: Bearer`. */
export const SESSION_COOKIE = 'leitwerk_session';
/** Field in which the forms of pages for signed-in people carry their token. */
export const FORM_TOKEN = 'formToken';

/** The value of a cookie, or null. */
export function cookieOf(cookies: readonly string[], name: string): string | null {
  const prefix = `${name}=`;
  return cookies.find((one) => one.startsWith(prefix))?.slice(prefix.length) ?? null;
}

/** A `Set-Cookie` that no script reads and no other site sends along with a form. @param secure false only for local http */
export function hardenedCookie(
  name: string,
  value: string,
  options: { secure: boolean; path?: string; maxAgeSeconds?: number },
): string {
  const { secure, path = '/', maxAgeSeconds } = options;
  const age = maxAgeSeconds === undefined ? '' : `; Max-Age=${maxAgeSeconds}`;
  return `${name}=${value}; Path=${path}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}${age}`;
}

/** What forms of a signed-in page carry, so that no other site can send them: bound to the session, of no use without it. */
export function formToken(request: Pick<HttpRequest, 'cookies'>, secret: string): string {
  return signature(`form:${cookieOf(request.cookies, SESSION_COOKIE) ?? ''}`, secret);
}

/**
 * Tells whether a POST comes from one of our own forms. Programs are known by their `Authorization` header, which no other
 * site can make a browser send, and need no token.
 */
export function isOurForm(
  request: Pick<HttpRequest, 'cookies' | 'headers'>,
  given: string | null | undefined,
  secret: string,
): boolean {
  if (/^Bearer /i.test(request.headers.authorization ?? '')) return true;
  return isSame(given ?? '', formToken(request, secret));
}
